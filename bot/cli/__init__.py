"""Línea de órdenes «asistente»: la puerta de quien instala, planea y audita."""
