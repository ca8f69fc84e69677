"""Todo lo que una persona lee: frases, números, fechas y explicaciones de error."""
