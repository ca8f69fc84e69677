"""Los tipos de recordatorio en palabras: a quién, cuándo y si se pueden callar; y su documento."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.textos import formato
from bot.textos.horas import decir_hora
from bot.textos.idioma import Perezosa, _, _l, ngettext
from dominio.modelo.tipo_de_recordatorio import Ancla, Destino, FechaLegal, FichaDeRecordatorio
from dominio.reglas.silenciar import se_calla

DESTINOS: dict[Destino, Perezosa] = {
    Destino.RESPONSABLE: _l("a quien responde por la actividad"),
    Destino.AUTOR: _l("a quien envió el reporte"),
    Destino.JEFE: _l("a la jefatura de la dependencia"),
    Destino.PLANEACION: _l("a planeación"),
    Destino.JEFE_Y_PLANEACION: _l("a las jefaturas y a planeación"),
    Destino.ADMINISTRACION: _l("a administración"),
}
_ANCLAS: dict[Ancla, Perezosa] = {
    Ancla.INICIO: _l("del comienzo"),
    Ancla.FIN: _l("del último día hábil de la actividad"),
    Ancla.APERTURA: _l("de la apertura"),
    Ancla.CIERRE: _l("del cierre"),
    Ancla.DEVOLUCION: _l("de la devolución"),
    Ancla.ENVIO: _l("del envío"),
    Ancla.FECHA: _l("de la fecha"),
}
_APAGADO = {True: "", False: ", apagado por omisión"}
_CABEZA = """# Recordatorios

Qué recuerda el asistente por su cuenta, a quién y cuándo. Este documento sale de las fichas del programa
(`asistente recordatorios tipos --markdown`).

- Los días se cuentan hábiles: de lunes a viernes, sin festivos nacionales ni los locales de la entidad; el
  sábado, solo si la entidad lo trabaja.
- Nada sale en un día no hábil ni fuera de 7:00 a 19:00 de Bogotá. Cada persona puede acotar ese horario
  (`/recordatorios de 9 a 17`), no ampliarlo.
- Antes de enviarse se comprueba otra vez: si ya se reportó, cambió la fecha o cambió la persona, no sale.
- Cada entidad puede apagar un tipo, cambiarle los días, la hora, el peso o la primera línea
  (`/recordatorios entidad`, `asistente recordatorios ajustar plazo --dias 10,5,1,0`). Todo queda en la traza.
- Cada persona puede callar un tipo o una actividad (`/recordatorios callar A-012`) y volver a oírlos; lo que
  exige la ley, y lo que avisa de lo que nadie respondió, no se callan.
"""


def cuando(ficha: FichaDeRecordatorio) -> str:
    """«antes del cierre (en días hábiles: 5 y 1) y el mismo día»."""
    if ficha.ancla is Ancla.LUNES:
        return _("el primer día hábil de la semana")
    if ficha.ancla is Ancla.DIA:
        return _("cada día hábil")
    ancla = str(_ANCLAS[ficha.ancla])
    antes = [-dias for dias in ficha.desfases if dias < 0]
    despues = [dias for dias in ficha.desfases if dias > 0]
    partes = []
    if antes:
        partes.append(_a_dias(antes, ancla, antes=True))
    if 0 in ficha.desfases:
        partes.append(_("el mismo día") if antes else _("el día %(ancla)s") % {"ancla": ancla})
    if despues:
        partes.append(_a_dias(despues, ancla, antes=False))
    if ficha.cada_semana:
        partes.append(_("cada semana mientras siga así"))
    return formato.enumerar(partes)


def _a_dias(dias: Sequence[int], ancla: str, *, antes: bool) -> str:
    """«3 días hábiles antes del cierre»; si son varios, «antes del cierre (en días hábiles: 5 y 1)»."""
    if len(dias) == 1:
        cuantos = ngettext("%(n)s día hábil", "%(n)s días hábiles", dias[0]) % {"n": dias[0]}
        frase = _("%(dias)s antes %(ancla)s") if antes else _("%(dias)s después %(ancla)s")
        return frase % {"dias": cuantos, "ancla": ancla}
    frase = (
        _("antes %(ancla)s (en días hábiles: %(dias)s)")
        if antes
        else _("después %(ancla)s (en días hábiles: %(dias)s)")
    )
    return frase % {"dias": formato.enumerar([str(dia) for dia in dias]), "ancla": ancla}


def a_las(ficha: FichaDeRecordatorio) -> str:
    """«8:00 a. m.»."""
    return decir_hora(ficha.hora)


def en_markdown(fichas: Iterable[FichaDeRecordatorio], fechas: Iterable[FechaLegal]) -> str:
    """El documento: una sección por tipo y la tabla de las fechas de ley, como vienen."""
    secciones = "".join(_seccion(ficha) for ficha in fichas)
    return f"{_CABEZA}{secciones}\n{_de_ley(fechas)}".rstrip("\n")


def _seccion(ficha: FichaDeRecordatorio) -> str:
    callar = "sí" if se_calla(ficha.tipo) else "no: avisa de lo que nadie respondió"
    callar = callar if ficha.silenciable else "no: lo exige la ley"
    return (
        f"\n## {ficha.nombre}\n\n"
        f"`{ficha.tipo.value}` · {ficha.severidad.value}{_APAGADO[ficha.activo]}.\n\n"
        f"- **A quién:** {DESTINOS[ficha.destino]}.\n"
        f"- **Cuándo:** {cuando(ficha)}, a las {ficha.hora:%H:%M}.\n"
        f"- **Se puede callar:** {callar}.\n"
        f"- **Fuente:** {ficha.fuente}.\n"
    )


def _de_ley(fechas: Iterable[FechaLegal]) -> str:
    filas = [
        f"| `{f.codigo}` | {f.nombre} | {f.dia:02d}/{f.mes:02d}"
        f"{' del año siguiente' if f.del_anio_siguiente else ''} | {f.norma} | "
        f"{'activa' if f.activa else 'hasta que alguien la verifique'} |"
        for f in fechas
    ]
    return "\n".join(
        [
            "## Fechas de ley\n",
            "Se recuerdan contra el último día hábil que no pasa de la fecha; si cae en día no hábil, la "
            "prórroga\nal hábil siguiente (Ley 4 de 1913, art. 62) se muestra como dato. Cada entidad "
            "activa las suyas\ndiciendo qué norma las fija y quién la verificó.\n",
            "| Código | Qué vence | Día | Norma | Nace |",
            "| --- | --- | --- | --- | --- |",
            *filas,
        ]
    )
