"""Números, dinero y fechas como se leen en Colombia (Babel, es_CO)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent

from bot.textos.idioma import _, ngettext
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte, a_bogota
from dominio.valores.porcentaje import Porcentaje

REGION = "es_CO"
# Con espacio duro: «85,82» y «%» no se separan al final del renglón.
_PORCENTAJE = "#,##0.##\u00a0%"
# «ocho», «80» y «once» suenan a «o»; «110» no.
_EMPIEZA_POR_O = re.compile(r"\W*(?:h?[oó]|8|11(?!\d))", re.IGNORECASE)
_ORDINALES = ("primer", "segundo", "tercer", "cuarto")


def pesos(monto: Pesos) -> str:
    """«$1.234.567,89»."""
    return format_currency(monto.a_decimal(), "COP", locale=REGION)


def pesos_con_signo(monto: Decimal) -> str:
    """«$1.234,00» o «−$1.234,00»: una suma leída de un libro puede bajar de cero."""
    return pesos(Pesos.de(monto)) if monto >= 0 else f"−{pesos(Pesos.de(-monto))}"


def porcentaje(valor: Porcentaje | None) -> str:
    """«45,5 %»; sin dato, «sin reporte»."""
    if valor is None:
        return _("sin reporte")
    return format_percent(Decimal(valor.centesimas).scaleb(-4), format=_PORCENTAJE, locale=REGION)


def razon(valor: Porcentaje | None) -> str:
    """Una razón financiera: «45,5 %»; sin apropiación contra la cual medir, «no aplica»."""
    return _("no aplica") if valor is None else porcentaje(valor)


def cantidad(valor: Decimal, unidad: str | None = None) -> str:
    """«1.250,5» o «1.250,5 talleres»."""
    numero = format_decimal(valor, format="#,##0.###", locale=REGION)
    return f"{numero} {unidad}" if unidad else numero


def cantidad_llana(valor: Decimal) -> str:
    """«1250,5»: como se teclea, sin separar miles."""
    return format_decimal(valor, format="0.###", locale=REGION)


def grados(valor: Decimal) -> str:
    """«3,4516»: latitud o longitud, con hasta seis decimales."""
    return format_decimal(valor, format="0.######", locale=REGION)


def fecha(dia: date) -> str:
    """«30 de junio de 2026»."""
    return format_date(dia, "d 'de' MMMM 'de' y", locale=REGION)


def fecha_corta(dia: date) -> str:
    """«30/06/2026»."""
    return format_date(dia, "dd/MM/y", locale=REGION)


def dia_de_semana(dia: date) -> str:
    """«Martes 30»: empieza con mayúscula porque va en un botón."""
    return format_date(dia, "EEEE d", locale=REGION).capitalize()


def mes(dia: date) -> str:
    """«junio de 2026»."""
    return format_date(dia, "MMMM 'de' y", locale=REGION)


def instante(cuando: datetime) -> str:
    """«30 de junio de 2026, 4:05 p. m.», en hora de Bogotá."""
    return f"{fecha(a_bogota(cuando).date())}, {hora(cuando)}"


def hora(cuando: datetime) -> str:
    """«4:05 p. m.», en hora de Bogotá."""
    return format_time(a_bogota(cuando), "h:mm a", locale=REGION)


def corte(periodo: Corte) -> str:
    """«tercer trimestre de 2026» o «septiembre de 2026»."""
    if periodo.periodo == "M":
        return mes(periodo.hasta)
    return _("%(ordinal)s trimestre de %(anio)s") % {
        "ordinal": _ORDINALES[periodo.numero - 1],
        "anio": str(periodo.vigencia),
    }


def alternativas(opciones: Sequence[str]) -> str:
    """«A, B o C»; ante el sonido «o», «siete u ocho»."""
    texto = format_list(list(opciones), style="or", locale=REGION)
    if len(opciones) < 2 or _EMPIEZA_POR_O.match(opciones[-1]) is None:
        return texto
    return f"{texto.removesuffix(f' o {opciones[-1]}')} u {opciones[-1]}"


def enumerar(partes: Sequence[str]) -> str:
    """«A, B y C»."""
    return format_list(list(partes), style="standard", locale=REGION)


def actividades(cuantas: int) -> str:
    """«1 actividad», «12 actividades»."""
    return ngettext("%(n)s actividad", "%(n)s actividades", cuantas) % {"n": cantidad(Decimal(cuantas))}


def metas(cuantas: int) -> str:
    """«1 meta», «12 metas»."""
    return ngettext("%(n)s meta", "%(n)s metas", cuantas) % {"n": cantidad(Decimal(cuantas))}


def archivos(cuantos: int) -> str:
    """«1 archivo», «3 archivos»."""
    return ngettext("%(n)s archivo", "%(n)s archivos", cuantos) % {"n": cantidad(Decimal(cuantos))}


def faltan(cuantos: int) -> str:
    """«falta 1 día», «faltan 5 días»."""
    return ngettext("falta %(dias)s", "faltan %(dias)s", cuantos) % {"dias": dias(cuantos)}


def dias(cuantos: int) -> str:
    """«1 día», «5 días»."""
    return ngettext("%(n)s día", "%(n)s días", cuantos) % {"n": cantidad(Decimal(cuantos))}
