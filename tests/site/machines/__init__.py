"""What programs read of a site beside its pages."""
