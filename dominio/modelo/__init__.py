"""Lo que un Plan de Acción *es*: clases inmutables, sin reglas ni almacenamiento."""
