"""La página de la demostración vista en un navegador de verdad (``make navegador``)."""
