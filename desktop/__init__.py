"""明赔 Mingpei: the complaint and claim desk for courier branches and pickup points."""

__version__ = "0.1.0"
