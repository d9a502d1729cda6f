"""A Word file taken apart: its XML, its styles and lists, and what stands in it one by one."""
