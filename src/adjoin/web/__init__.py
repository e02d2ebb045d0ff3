"""The pages and the HTTP API: rendered on the server, at work without JavaScript, no network of their own."""
