"""The command line: parse, call, print. Data on stdout, talk on stderr, exit codes that scripts can trust."""
