"""How quick Trellis is, measured on a private copy, beside a bare Django view in the same run."""
