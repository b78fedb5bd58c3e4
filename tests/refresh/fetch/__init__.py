"""What servers, names and addresses can do to a fetch, on loopback."""
