"""Trellis: the shared record of an area's voluntary and community sector infrastructure."""
