using CloudBridge.Commands;

return await CommandLine.RunAsync(args);
