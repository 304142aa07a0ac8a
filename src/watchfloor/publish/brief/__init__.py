"""The brief: two to six pages with endnotes, as PDF, web page and Markdown."""
