"""Reading tables from people we do not know: no Django, and nothing larger than it must be."""
