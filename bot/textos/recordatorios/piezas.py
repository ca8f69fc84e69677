"""Las piezas que se repiten en los recordatorios: cuánto falta, de qué actividad y qué dice hoy."""

from __future__ import annotations

import re
from datetime import date

from bot.textos import formato
from bot.textos.idioma import _, ngettext
from bot.textos.marcado import Html, armar, recortar, unir
from bot.textos.ruta import PASOS
from dominio.errores import ErrorDominio
from dominio.modelo.recordatorio import RecordatorioTomado
from dominio.modelo.ruta import Paso
from dominio.reglas.texto_de_recordatorio import rellenar
from dominio.valores.fechas import Corte

NOMBRE_SOLO, NOMBRE_EN_LISTA, CODIGO, OBSERVADO = 1000, 120, 60, 300
_NUMERO_FINAL = re.compile(r"_(\d{1,4})$")


def plazo(hito: str) -> str:
    """«Faltan 3 días hábiles», «Último día hábil» o «Plazo vencido»."""
    if hito.startswith("vencida"):
        return _("Plazo vencido")
    faltan = dias_del(hito)
    return en_dias_habiles(faltan) if faltan else _("Último día hábil")


def en_dias_habiles(faltan: int) -> str:
    """«Falta 1 día hábil» o «Faltan 3 días hábiles»."""
    return ngettext("Falta %(n)s día hábil", "Faltan %(n)s días hábiles", faltan) % {"n": faltan}


def dias_del(hito: str) -> int:
    """Los días que nombra el hito («faltan_3» → 3); 0 si no nombra ninguno."""
    hallado = _NUMERO_FINAL.search(hito)
    return int(hallado[1]) if hallado else 0


def dias(tomado: RecordatorioTomado) -> int:
    """Cuántos días hábiles: los de hoy si se saben, y si no los del hito."""
    dichos = tomado.detalle.get("dias")
    return dichos if isinstance(dichos, int) else dias_del(tomado.hito)


def dato(tomado: RecordatorioTomado, clave: str) -> str:
    """Lo que el detalle trae con ese nombre; vacío si no está."""
    valor = tomado.detalle.get(clave)
    return "" if valor is None else str(valor)


def cuantas(tomado: RecordatorioTomado, clave: str) -> int:
    """El número que el detalle trae con ese nombre; 0 si no está."""
    valor = tomado.detalle.get(clave)
    return valor if isinstance(valor, int) else 0


def fecha_de(tomado: RecordatorioTomado, clave: str) -> date:
    """La fecha que el detalle trae con ese nombre; si no está, el día del que cuelga."""
    try:
        return date.fromisoformat(dato(tomado, clave))
    except ValueError:
        return tomado.fin


def corte_de(tomado: RecordatorioTomado) -> str:
    """«tercer trimestre de 2026»; si el código no se reconoce, el código."""
    codigo = dato(tomado, "corte") or tomado.objeto.removeprefix("corte:")
    try:
        return formato.corte(Corte.de(codigo))
    except (ErrorDominio, ValueError):
        return codigo


def nombre_de_la_fecha(tomado: RecordatorioTomado) -> str:
    """De qué es la fecha; un paso del plan, por su nombre y no por su código."""
    nombre = dato(tomado, "nombre") or tomado.objeto.partition(":")[2]
    return str(PASOS[Paso(nombre)]) if nombre in tuple(Paso) else nombre


def actividad(tomado: RecordatorioTomado, ancho: int = NOMBRE_SOLO) -> Html:
    """«A-012 · Dotar la biblioteca»."""
    return armar(
        "%(codigo)s · %(nombre)s",
        codigo=recortar(tomado.actividad_codigo, CODIGO),
        nombre=recortar(tomado.actividad, ancho),
    )


def termina(tomado: RecordatorioTomado) -> Html:
    """Cuándo termina, o cuándo terminó."""
    vencida = tomado.hito.startswith("vencida")
    frase = _("Terminó el %(fecha)s.") if vencida else _("Termina el %(fecha)s.")
    return armar(frase, fecha=formato.fecha(tomado.fin))


def avance(tomado: RecordatorioTomado) -> Html:
    """Cuánto va, o que no se ha reportado."""
    if tomado.avance is None:
        return Html(_("Sin avance reportado."))
    return armar(_("Va en %(avance)s."), avance=formato.porcentaje(tomado.avance))


def delegada(tomado: RecordatorioTomado) -> Html:
    """Por quién la reporta quien recibe; vacío si es suya."""
    if tomado.titular is None:
        return Html("")
    return armar(_("La reporta por delegación de %(titular)s."), titular=recortar(tomado.titular, CODIGO))


def aplazado(tomado: RecordatorioTomado) -> Html:
    """Que la propia persona lo dejó para este momento; vacío si no."""
    return Html(_("Lo dejó para hoy.")) if tomado.pospuestas else Html("")


def propio(tomado: RecordatorioTomado) -> str:
    """La primera línea que escribió la entidad, con sus marcadores llenos; vacía si no escribió ninguna."""
    texto = dato(tomado, "texto")
    valores = {
        "codigo": recortar(tomado.actividad_codigo, CODIGO),
        "actividad": recortar(tomado.actividad, NOMBRE_EN_LISTA),
        "fecha": formato.fecha(tomado.fin),
        "dias": str(dias(tomado)),
        "corte": corte_de(tomado),
    }
    return recortar(rellenar(texto, valores), OBSERVADO) if texto else ""


def titulo(tomado: RecordatorioTomado, frase: str) -> Html:
    """La primera línea en negrilla: la de la entidad si la escribió, o la de siempre."""
    return armar("<b>%(frase)s</b>", frase=propio(tomado) or frase)


def en_lineas(*lineas: Html) -> Html:
    """Las líneas no vacías, una debajo de otra."""
    return unir(lineas)
