"""Lo que una persona hace con el plan: cada caso exige su permiso y deja su traza."""
