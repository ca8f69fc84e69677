"""El ciclo del plan dicho con palabras: remitir, aprobar, publicar, modificar, y preguntar dónde va."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.ordenes.pedido import Pedido
from dominio.entender.texto import normalizar
from dominio.reglas.permisos import Permiso, puede

_LARGO = 300
_PLAN = r"(?:el|del|al|mi|nuestro) plan(?: de accion)?(?: de(?: la)? (?:entidad|este ano|20\d\d)| 20\d\d)?"
_FAVOR = r"(?:por favor )?"
_PARTE = r"(?:la |mi |nuestra |su )?parte"
_ANIO = re.compile(r"(?<!\d)(20\d\d)(?!\d)", re.ASCII)
_ENLACE = re.compile(r"https?://\S+", re.IGNORECASE)


def _de(patron: str) -> re.Pattern[str]:
    return re.compile(_FAVOR + patron, re.ASCII)


# Lo que se pregunta o se pide sin nombrar nada: la orden y su argumento.
_FIJAS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        _de(
            r"(?:por que no (?:puedo|podemos|se puede|me deja|deja) aprobar(?:lo| (?:" + _PLAN + r"))?"
            r"|que (?:le |nos )?(?:falta|impide)(?: para)? (?:aprobar " + _PLAN + r"|que (?:lo apruebe )?el "
            r"consejo(?: de gobierno)?(?: lo)?(?: apruebe)?(?: " + _PLAN + r")?|llevarlo al consejo"
            r"|(?:el|ir al) consejo(?: de gobierno)?|la aprobacion(?: " + _PLAN + r"| del consejo)?))"
        ),
        "consejo",
        "falta",
    ),
    (
        _de(
            r"(?:registr[ae]r?|anot[ae]r?|guard[ae]r?) que (?:ya )?(?:el )?consejo(?: de gobierno)? (?:ya )?"
            r"(?:lo )?aprobo(?: " + _PLAN + r")?"
            r"|(?:ya )?(?:el )?consejo(?: de gobierno)? (?:ya )?(?:nos )?(?:lo )?aprobo(?: " + _PLAN + r")?"
            r"|(?:ya )?(?:nos )?aprob(?:o|aron) (?:"
            + _PLAN
            + r"|(?:en )?el consejo(?: de gobierno)? "
            + _PLAN
            + r")(?: en)?(?: el consejo(?: de gobierno)?)?"
            r"|(?:registr[ae]r?|anot[ae]r?) (?:la aprobacion|el acta)(?: " + _PLAN + r"| del consejo"
            r"(?: de gobierno)?)?"
        ),
        "consejo",
        "",
    ),
    (
        _de(
            r"(?:en (?:que|cual) paso (?:vamos|va|esta|estamos|voy)(?: (?:con )?" + _PLAN + r")?"
            r"|(?:que|cual) paso (?:sigue|viene|nos falta|falta)(?: (?:en|de) " + _PLAN + r")?"
            r"|(?:cuales son|ver|muestr[ae]me) los (?:siete )?pasos(?: " + _PLAN + r")?)"
        ),
        "pasos",
        "",
    ),
    (
        _de(
            r"(?:que (?:le |nos )?falta(?: para| por)? (?:publicar(?:lo)?|poder publicar|la publicacion)"
            r"(?: " + _PLAN + r")?"
            r"|(?:en )?(?:donde|que pagina|que enlace) (?:esta|quedo|se) (?:publicado|publico)"
            r"(?: " + _PLAN + r")?"
            r"|(?:ya )?(?:se publico|esta publicado) " + _PLAN + r")"
        ),
        "pasos",
        "7",
    ),
    (
        _de(
            r"(?:(?:que|quien(?:es)?|cuales(?: dependencias)?|que dependencias?) (?:no (?:ha|han) (?:"
            r"remitido|enviado|entregado)|no remiti\w+|falta\w* por remitir|(?:esta|estan) sin remitir) "
            + _PARTE
            + r"(?: (?:a planeacion|"
            + _PLAN
            + r"))?)"
        ),
        "estado",
        "plan",
    ),
    (
        _de(
            r"(?:que|cuales) documentos (?:(?:nos )?faltan?|estan pendientes|hacen falta|hay)"
            r"(?: (?:en |para )?" + _PLAN + r")?"
        ),
        "documentos",
        "",
    ),
    (
        _de(
            r"(?:que (?:ha cambiado|cambio|cambios (?:hay|ha habido|tiene|hubo)|se (?:le )?"
            r"(?:cambio|modifico))"
            r"|como ha cambiado) (?:en |a )?(?:" + _PLAN + r")"
        ),
        "versiones",
        "",
    ),
)
_PUBLICA = _de(
    r"(?:(?:registr[ae]r? (?:la publicacion|que (?:ya )?(?:se publico|publicamos)) )?|"
    r"(?:publi(?:ca|que|car|quemos|camos|co|que)|ya publicamos|ya publique) )"
    + _PLAN
    + r"(?: (?:ya )?(?:esta |quedo |se )?(?:publicado|publico))?(?: en(?: la pagina)?(?: web)?)?"
)
_ACCION = {
    "devolverplan": r"(?:devuelv[ae](?:le|me)?|devolver(?:le)?|devolvemos|rechaz[ae]r?)",
    "recibir": r"(?:recib[ae](?:me)?|reciba|recibir|recibo|recibimos|recibi|ya recibi|dar? por recibid[ao]"
    r"|de por recibida|ya recibimos)",
    "remitir": r"(?:ya )?(?:remito|remitimos|remit[ae]|remitir|envi[ao]|enviar|enviamos|mand[ao]|entreg[ao])",
}
_PARTES = {
    orden: re.compile(
        _FAVOR
        + verbo
        + r" (?:a planeacion )?"
        + _PARTE
        + r"(?: de mi dependencia| del plan)?(?: a planeacion)?"
        r"(?: de (?P<cual>.+?))?(?: a planeacion)?(?:(?:;|,? porque|,? por que|: ) ?(?P<razon>.+))?",
        re.ASCII,
    )
    for orden, verbo in _ACCION.items()
}
_CAMPOS = {
    "fin": r"fecha (?:de )?(?:terminacion|finalizacion|final|fin|cierre)|terminacion|plazo|fin",
    "inicio": r"fecha (?:de )?(?:inicio|inicial)|inicio",
    "responsable": r"responsable",
    "ponderacion": r"ponderacion|peso",
    "cantidad": r"cantidad(?: programada)?",
    "monto": r"monto(?: programado)?|presupuesto(?: programado)?",
}
_CODIGO = r"(?P<codigo>(?:[a-z]{1,6}[-. ]?)?\d[\w.\-]*)"
_CAMBIA = r"(?:cambi[ae]r?(?:le)?|modifi(?:ca|que|car|carle)|muev[ae]|mover|aplaz[ae]r?|corr[ae]|ajust[ae]r?)"
_DE_UN_CAMPO = _de(
    _CAMBIA + r" (?:la |el )?(?P<campo>" + "|".join(_CAMPOS.values()) + r") (?:de |a )(?:la |el )?"
    r"(?:actividad )?" + _CODIGO + r"(?: (?:al?|para(?: el)?|por) (?P<valor>.+))?"
)
_DE_UNA = _de(
    r"modifi(?:ca|que|car|carle|quemos) (?:la |el )?(?:actividad )?(?:"
    + _CODIGO
    + r"|de (?P<nombre>.{3,80}))"
)


def ruta_del_ciclo(pedido: Pedido) -> tuple[str, str] | None:
    """La orden del ciclo del plan que dice la frase y su argumento; ``None`` si ninguna.

    Lo que el rol no puede lo dice la propia orden.
    """
    texto = pedido.entrada.texto[:_LARGO]
    enlace = _ENLACE.search(texto)
    plano = " ".join(normalizar(_ENLACE.sub(" ", texto)).replace("¿", " ").replace("¡", " ").split())
    plano = plano.strip(" .?!,")
    lectores: tuple[Callable[[str], tuple[str, str] | None], ...] = (_fija, _de_una_parte)
    for leer in lectores:
        hallada = leer(plano)
        if hallada is not None:
            return hallada
    if plano and "plan" in plano and _PUBLICA.fullmatch(plano) and _dice_publicar(plano):
        return "publicar", " ".join((*_anio(plano), *((enlace[0],) if enlace else ())))
    return _de_cambiar(pedido, plano)


def _fija(plano: str) -> tuple[str, str] | None:
    for patron, orden, argumento in _FIJAS:
        if patron.fullmatch(plano):
            return orden, " ".join((*((argumento,) if argumento else ()), *_anio(plano)))
    return None


def _anio(plano: str) -> tuple[str, ...]:
    hallado = _ANIO.search(plano)
    return (hallado[1],) if hallado else ()


def _dice_publicar(plano: str) -> bool:
    return "publi" in plano


def _de_una_parte(plano: str) -> tuple[str, str] | None:
    """«Devuelve la parte de salud porque falta el objetivo», «remito mi parte»."""
    for orden, patron in _PARTES.items():
        hallada = patron.fullmatch(plano)
        if hallada is not None:
            cual = re.sub(r"^(?:la |el )", "", hallada["cual"] or "")
            razon = hallada["razon"]
            return orden, f"{cual}; {razon}" if razon else cual
    return None


def _de_cambiar(pedido: Pedido, plano: str) -> tuple[str, str] | None:
    """«Cambia la fecha de terminación de la A-005 al 30 de noviembre», «modifica la A-005»."""
    hallada = _DE_UN_CAMPO.fullmatch(plano)
    if hallada is not None:
        dicho = hallada["campo"]
        campo = next(c for c, patron in _CAMPOS.items() if re.fullmatch(patron, dicho))
        partes = (hallada["codigo"].replace(" ", "-"), campo, hallada["valor"] or "")
        return "modificar", " ".join(parte for parte in partes if parte)
    una = _DE_UNA.fullmatch(plano)
    # Sin decir qué del plan se cambia, quien no lo modifica habla de su reporte.
    if una is None or not puede(pedido.contexto.actor, Permiso.MODIFICAR_PLAN):
        return None
    return "modificar", (una["codigo"] or "").replace(" ", "-") or una["nombre"] or ""
