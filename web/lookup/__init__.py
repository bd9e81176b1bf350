"""The tab for staff: find cells, see forms as printed, checks of a disclosure, comparisons, export."""
