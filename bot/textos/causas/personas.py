"""Las frases de los errores de las personas."""

from __future__ import annotations

from bot.textos.idioma import Perezosa, _l

FRASES: dict[str, Perezosa] = {
    "solo_administracion": _l(
        "A administración y planeación solo las gestiona quien administra el asistente. Pídaselo."
    ),
    "ultima_administracion": _l(
        "%(persona)s es la última persona vinculada que administra: si sale, nadie podría gestionar la "
        "entidad. Vincule antes a otra, o hágalo con la orden «asistente persona» en el servidor."
    ),
    "papel_de_vinculada": _l(
        "%(persona)s ya está vinculada con otro rol o dependencia. Una invitación no los cambia: pida el "
        "cambio con /personas rol %(persona)s."
    ),
    "rol_sin_cambio": _l(
        "%(persona)s ya tiene ese rol y esa dependencia. Escoja otro, o escriba «cancelar»."
    ),
    "rol_propio": _l("Su propio rol lo cambian otras dos personas: pídaselo a quien administra."),
    "cambio_ya_pedido": _l(
        "%(persona)s ya tiene un cambio de rol esperando aprobación. Véalo con /personas %(persona)s."
    ),
    "cambio_ya_decidido": _l("Ese cambio de rol ya se decidió o se anuló. No se hizo nada."),
    "cambio_caducado": _l(
        "Ese cambio de rol ya no vale: pasó una semana, o cambió el rol de la persona o de quien lo pidió. "
        "Pídalo otra vez."
    ),
    "firma_repetida": _l(
        "Usted pidió este cambio: lo aprueba otra persona. Espere su respuesta, o recuérdeselo."
    ),
    "falta_firma_de_administracion": _l(
        "Un cambio desde o hacia administración o planeación necesita la firma de alguien de administración."
    ),
    "delegacion_cruzada": _l(
        "%(titular)s ya delegó en %(delegado)s del %(desde)s al %(hasta)s, y las fechas se cruzan. "
        "Termine esa primero con /delegar, o escoja otras fechas."
    ),
    "delegacion_encadenada": _l(
        "Entre el %(desde)s y el %(hasta)s %(delegado)s reporta por %(titular)s, y una delegación no se "
        "encadena. Escoja otra persona u otras fechas."
    ),
    "delegado_no_puede": _l(
        "%(persona)s no puede recibir la delegación: debe ser otra persona de la dependencia, vinculada y "
        "que reporte. Escoja otra."
    ),
}
PISTAS: dict[str, Perezosa] = {
    "delegacion_pasada": _l("La delegación empieza hoy o después. Escriba la fecha, por ejemplo %(hoy)s."),
    "delegacion_al_reves": _l("Termina antes de empezar (%(desde)s). Escriba una fecha desde ese día."),
    "delegacion_larga": _l("Son más de %(maximo)s días seguidos. Escriba una fecha más cercana."),
    "sin_delegados": _l(
        "No hay en la dependencia otra persona vinculada que reporte. Pida a planeación que la invite, o que "
        "haga la delegación."
    ),
    "persona_desconocida": _l("No encontré a «%(escrito)s». Escriba el nombre y el apellido."),
    "personas_parecidas": _l("Hay varias personas como «%(escrito)s». Escriba el nombre y el apellido."),
}
