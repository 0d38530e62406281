"""Pages in one language: functions, partials, citations, charts."""
