"""Atender un mensaje: quién contesta, en una sola transacción con lo que se guarda y lo que se envía."""
