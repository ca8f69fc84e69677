"""Códigos QR que se dibujan al enviarlos: de la fila de salida sale la misma imagen tras un reinicio."""

from __future__ import annotations

from io import BytesIO

PREFIJO = "qr:"
"""Así empieza, en la salida, el «archivo» que es un código QR."""
NOMBRE = "invitacion.png"
_PUNTO, _BORDE = 8, 4  # píxeles por módulo, y los módulos blancos que exige la norma


def imagen_de(texto: str) -> bytes:
    """La imagen PNG del código QR; aguanta manchas de hasta el 15 % (nivel M)."""
    # Solo se carga cuando hay una invitación que dibujar.
    import segno

    salida = BytesIO()
    segno.make_qr(texto, error="m").save(salida, kind="png", scale=_PUNTO, border=_BORDE)
    return salida.getvalue()
