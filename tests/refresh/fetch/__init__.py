"""What servers, names and addresses can do to a visit, on loopback."""
