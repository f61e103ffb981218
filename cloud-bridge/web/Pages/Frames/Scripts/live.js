// What htmx leaves to the page: to say whether it is live, to keep what somebody has opened or typed, and never to swap in another page.
(function () {
  "use strict";

  // An event comes every ten seconds at the least, and with each the page is read again: without one for so long it is not live, even where
  // the browser has not noticed yet that its connection is gone, as on a phone out of reach.
  const patienceMs = 30000;
  let heardMs = Date.now();

  function say(words, state) {
    const line = document.getElementById("live-line");
    if (line && (line.dataset.state !== state || line.textContent !== words)) {
      line.textContent = words;
      line.dataset.state = state;
    }
  }

  function sayUpToDate() {
    const live = document.getElementById("live");
    heardMs = Date.now();
    say(live && live.dataset.silent || "Live", live && live.dataset.silent ? "silent" : "on");
  }

  function sayLost() {
    say("Connection lost, trying again. Figures are the last known.", "off");
  }

  // A form in use: in it is the focus, or a value that is not the one it was loaded with.
  function isInUse(form) {
    return form.contains(document.activeElement) || Array.from(form.elements).some(function (field) {
      return field.type !== "hidden" && field.defaultValue !== undefined && field.value !== field.defaultValue;
    });
  }

  document.addEventListener("htmx:sseOpen", sayUpToDate);
  ["htmx:sseError", "htmx:sendError", "htmx:responseError"].forEach(function (name) {
    document.addEventListener(name, sayLost);
  });
  window.addEventListener("offline", sayLost);
  document.addEventListener("htmx:afterSwap", sayUpToDate);
  setInterval(function () {
    const line = document.getElementById("live-line");
    if (line && line.dataset.state && line.dataset.state !== "off" && Date.now() - heardMs > patienceMs) { sayLost(); }
  }, 5000);
  document.addEventListener("htmx:beforeSwap", function (event) {
    // Signed out meanwhile: what comes is the sign-in page, and the figures of before must not look like now.
    if (event.detail.xhr.responseText.indexOf('id="live"') < 0) {
      event.detail.shouldSwap = false;
      say("This page is not up to date any more: load it again.", "off");
    }
  });
  Idiomorph.defaults.callbacks.beforeAttributeUpdated = function (name, node) { return !(name === "open" && node.tagName === "DETAILS"); };
  Idiomorph.defaults.callbacks.beforeNodeMorphed = function (node) { return !(node.tagName === "FORM" && isInUse(node)); };
})();
