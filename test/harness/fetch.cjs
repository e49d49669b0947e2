const { install } = require('undici');

// The `fetch` that the bot calls LINE with (`limitFetch`), so that faults are tried on that one.
install();
