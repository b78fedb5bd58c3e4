"""The commands that write the ledger, one module each: refresh, stamp, merge."""
