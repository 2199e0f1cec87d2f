-- Before which moment events may be gone; no row: none is.
SELECT before FROM meter_floor
