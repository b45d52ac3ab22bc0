"""The two worlds to try Trellis in, never mixed: Leicestershire 2010/11 and Fosseshire."""
