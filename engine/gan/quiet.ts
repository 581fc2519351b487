// Read when the runtime is loaded; it would otherwise collect figures for its maker, and may send them.
process.env.ORT_DISABLE_TELEMETRY = '1';
