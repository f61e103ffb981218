// What htmx leaves to the page: to say whether it is live, to keep what somebody has opened or typed, and never to swap in another page.
(function () {
  "use strict";

  function say(words, state) {
    const line = document.getElementById("live-line");
    if (line && line.dataset.state !== state) {
      line.textContent = words;
      line.dataset.state = state;
    }
  }

  // A form in use: in it is the focus, or a value that is not the one it was loaded with.
  function isInUse(form) {
    return form.contains(document.activeElement) || Array.from(form.elements).some(function (field) {
      return field.type !== "hidden" && field.defaultValue !== undefined && field.value !== field.defaultValue;
    });
  }

  document.addEventListener("htmx:sseOpen", function () { say("Live", "on"); });
  ["htmx:sseError", "htmx:sendError", "htmx:responseError"].forEach(function (name) {
    document.addEventListener(name, function () { say("Connection lost, trying again. Figures are the last known.", "off"); });
  });
  document.addEventListener("htmx:afterSwap", function () { say("Live", "on"); });
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
