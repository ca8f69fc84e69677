"""El servicio entero contra un servidor del Bot API que no escribimos nosotros."""
