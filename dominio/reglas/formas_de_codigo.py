"""Qué tiene de raro un código: una propuesta para que alguien la acepte, y por qué. Nunca corrige."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from dominio.errores import CodigoInvalido
from dominio.modelo.catalogo import Catalogo
from dominio.reglas.parecidos_de_codigo import parecidos
from dominio.valores.codigos import CodigoBPIN, CodigoFuente
from dominio.valores.texto import normalizar

_CIENTIFICA = re.compile(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+")
_DE_EXCEL = re.compile(r"#.*[!?]|#n/[ad]|error", re.IGNORECASE)
_COLA = re.compile(r"(?<=[0-9])[.,]0+$")
_NADA = frozenset(
    {"", "0", "n/a", "na", "n.a", "n.a.", "no aplica", "no disponible", "ninguno", "pendiente", "por definir"}
    | {"sin codigo", "sin formular", "sin bpin", "sin registrar", "s/d", "n/d"}
)
_FONDO_CON_PREFIJO = re.compile(r"([A-Za-z])([0-9]{6,8})")
_CASI_TODOS = 0.8
_PARA_SABERLO = 5
_FONDO = re.compile(r"[0-9]{6,10}")
_ANIO_SIN_FORMA = "los cuatro primeros dígitos de un BPIN son el año, y aquí no lo son"


class Motivo(StrEnum):
    """De qué clase es un reparo."""

    AUSENTE = "ausente"  # dice que no hay código
    FORMA = "forma"
    CERO = "cero"  # le falta el cero de la izquierda
    CATALOGO = "catalogo"  # tiene forma y no existe


@dataclass(frozen=True, slots=True)
class Reparo:
    """Lo que se le objeta a un código.

    Attributes:
        propone: el código que probablemente es; ``None`` si no hay uno claro.
        porque: una frase, sin el código.
    """

    propone: str | None
    porque: str
    motivo: Motivo = Motivo.FORMA


def no_es_codigo(texto: str) -> bool:
    """Si lo escrito dice que no hay código: vacío, «N/A», «Sin formular», un punto o una raya.

    Fuente: celdas «N/A», «NO DISPONIBLE», «.» y «Sin formular» de los libros de Santiago de Cali y Guatapé.
    """
    plano = normalizar(texto)
    return plano in _NADA or not any(letra.isalnum() for letra in plano)


def danado(texto: str) -> tuple[str, Reparo | None]:
    """El código sin el daño de Excel o del pegado, y el reparo si lo tenía.

    Un salto de línea o espacios dentro de un código de cifras, la cola «.0» de un número, la notación
    científica y los errores de Excel. Los dos últimos no tienen arreglo: se pide el código.

    Fuente: trampas de los libros reales («450102600» con salto de línea, «2024009990001.0», «#N/A»).
    """
    if _DE_EXCEL.fullmatch(texto.strip()):
        return texto, Reparo(None, "es un error de Excel, no un código: escriba el que va")
    if _CIENTIFICA.fullmatch(texto.strip()):
        return texto, Reparo(
            None, "Excel lo volvió notación científica y le borró cifras: cópielo del documento"
        )
    sin_cola = _COLA.sub("", texto.strip()) if texto.count(".") + texto.count(",") == 1 else texto.strip()
    limpio = re.sub(r"\s+", "", sin_cola) if re.fullmatch(r"[0-9.\s]+", sin_cola) else sin_cola
    if limpio == texto:
        return texto, None
    que = "trae la cola decimal de un número de Excel" if sin_cola != texto.strip() else ""
    que = que or ("trae un salto de línea" if "\n" in texto else "trae espacios de más")
    return limpio, Reparo(limpio, que)


def programa_posible(codigo: str) -> bool:
    """Si las cuatro primeras cifras pueden ser un programa MGA: del 01 al 30, o el 99 de cada sector.

    Fuente: numeración de programas en el catálogo de la MGA (DNP); 552 productos vistos en planes reales.
    """
    return len(codigo) >= 4 and codigo[:2] != "00" and (codigo[2:4] == "99" or 1 <= int(codigo[2:4]) <= 30)


def son_indicadores(codigos: Collection[str]) -> bool:
    """Si casi todos los códigos, distintos, son indicadores de la MGA.

    Fuente: catálogo de la MGA (DNP): el indicador de producto tiene nueve cifras.
    """
    de_indicador = [c for c in codigos if c.isdecimal() and len(c) == 9 and programa_posible(c)]
    return bool(codigos) and len(de_indicador) >= _CASI_TODOS * len(codigos)


def largo_de_producto(codigos: Collection[str]) -> int:
    """Cuántas cifras tienen los productos de un plan: siete, o nueve si casi todos son indicadores.

    Hay formatos que llaman «producto» al código de su indicador: ahí nueve cifras no son un error. Con
    pocos códigos no se puede saber y valen siete.

    Fuente: Plan de Acción de Guatapé 2026 (93 códigos de producto, todos de nueve cifras).
    """
    return 9 if len(codigos) >= _PARA_SABERLO and son_indicadores(codigos) else 7


def revisar_mga(
    texto: str, largo: int, catalogo: Catalogo | None, nombre: str | None = None
) -> Reparo | None:
    """Qué se le objeta a un código de producto (``largo`` 7) o de indicador (9) de la MGA.

    Args:
        catalogo: el de su tipo; ``None`` = solo se mira la forma.
        nombre: cómo lo llama el libro, para desempatar entre códigos parecidos.

    Fuente: catálogo de la MGA (DNP): producto = programa + 3 cifras, indicador = producto + 2; R02 y R05.
    """
    if no_es_codigo(texto):
        return Reparo(
            None, f"no es un código {_cual(largo)}: escríbalo o deje la celda vacía", Motivo.AUSENTE
        )
    limpio, dano = danado(texto)
    if dano is not None and dano.propone is None:
        return dano
    if not limpio.isdecimal() or not limpio.isascii():
        return Reparo(None, f"un código {_cual(largo)} tiene solo cifras")
    if len(limpio) != largo:
        return _de_otro_largo(limpio, largo, catalogo)
    if catalogo is not None and limpio not in catalogo:
        return _fuera_de(catalogo, limpio, nombre, f"de {_plural(largo)} MGA")
    return dano


def revisar_bpin(texto: str, conocidos: Collection[str] = ()) -> Reparo | None:
    """Qué se le objeta a un código de proyecto.

    Valen los de 13, 14 y 15 cifras y los propios del banco de proyectos (letras y cifras).

    Args:
        conocidos: los BPIN con forma del mismo libro: a uno de ellos le puede faltar o sobrar una cifra.

    Fuente: BPIN de 13 (año, DIVIPOLA, consecutivo), 15 de la PIIP y otras series; R05.
    """
    if no_es_codigo(texto):
        return Reparo(None, "no es un código de proyecto: así el proyecto queda sin BPIN", Motivo.AUSENTE)
    limpio, dano = danado(texto)
    if dano is not None and dano.propone is None:
        return dano
    if tiene_forma(CodigoBPIN, limpio):
        return dano
    if limpio.isdecimal():
        if len(limpio) in (13, 15):
            return Reparo(None, _ANIO_SIN_FORMA)
        casi = [c for c in conocidos if abs(len(c) - len(limpio)) == 1 and _le_falta_una(limpio, c)]
        propone = casi[0] if len(casi) == 1 else None
        return Reparo(propone, f"tiene {len(limpio)} cifras y un BPIN tiene 13, 14 o 15")
    propuesta = CodigoBPIN.posible_correccion(limpio)
    return Reparo(propuesta, "no tiene la forma de un código de proyecto")


def revisar_fuente(texto: str, catalogo: Catalogo | None, nombre: str | None = None) -> Reparo | None:
    """Qué se le objeta a un código de fuente: la forma CCPET, o que no esté en el catálogo.

    El código propio de la entidad solo se objeta si hay catálogo. Del fondo sin puntos (``121000``) se
    propone la fuente; del que lleva una letra delante, nada: ``R`` puede ser reserva o recurso del balance.

    Fuente: CCPET, clasificación por fuentes de financiación (CUIPO); fondos sin puntos de Santiago de
    Cali; R15.
    """
    if no_es_codigo(texto):
        return Reparo(None, "no es un código de fuente: escríbalo o deje la celda vacía", Motivo.AUSENTE)
    limpio = re.sub(r"\s+", "", texto)
    if _DE_EXCEL.fullmatch(limpio) or _CIENTIFICA.fullmatch(limpio):
        return danado(limpio)[1]
    if catalogo is not None and limpio in catalogo:
        return Reparo(limpio, "trae espacios de más") if limpio != texto else None
    if (con_prefijo := _FONDO_CON_PREFIJO.fullmatch(limpio)) is not None:
        base = CodigoFuente.posible_correccion(con_prefijo[2])
        detalle = f" de {base}" if base else ""
        que = "que puede ser reserva o balance" if con_prefijo[1] in "Rr" else "propio del sistema,"
        porque = f"lleva el prefijo {con_prefijo[1]}, {que}{detalle}: confírmelo con Hacienda"
        return Reparo(None, porque)
    propuesta = fuente_con_puntos(limpio)
    if propuesta is not None and (catalogo is None or propuesta in catalogo):
        return Reparo(propuesta, _por_que_de_fuente(limpio, propuesta)) if propuesta != texto else None
    if catalogo is not None:
        return _fuera_de(catalogo, limpio, nombre, "de fuentes")
    sin_forma = _FONDO.fullmatch(limpio) is None and limpio[:1].isdecimal() and "." in limpio
    return Reparo(None, "una fuente CCPET va con puntos, como 1.2.1.0.00") if sin_forma else None


def fuente_con_puntos(texto: str) -> str | None:
    """La fuente CCPET que dice el código, con sus puntos: ``121000`` es ``1.2.1.0.00``.

    ``None`` si no es ni una fuente ni un fondo. No la cambia en ningún sitio: es para comparar y proponer.

    Fuente: CCPET (CUIPO); los fondos SAP son la fuente sin puntos y, a veces, con un sufijo de dos cifras.
    """
    limpio = re.sub(r"\s+", "", texto)
    return limpio if tiene_forma(CodigoFuente, limpio) else CodigoFuente.posible_correccion(limpio)


def tiene_forma(clase: type[CodigoBPIN | CodigoFuente], texto: str) -> bool:
    """Si el texto es un código de esa clase, tal como está.

    Fuente: ``dominio/valores/codigos.py`` (formas del BPIN y de la fuente CCPET).
    """
    try:
        clase(texto)
    except CodigoInvalido:
        return False
    return True


def _de_otro_largo(limpio: str, largo: int, catalogo: Catalogo | None) -> Reparo:
    """Un código MGA con más o menos cifras: el cero que falta, el indicador en la columna del producto."""
    candidatos = [c for c in _arreglos(limpio, largo) if programa_posible(c)]
    if catalogo is not None:
        candidatos = [c for c in candidatos if c in catalogo]
    propone = candidatos[0] if len(candidatos) == 1 else None
    if len(limpio) == largo - 1 and propone == "0" + limpio:
        return Reparo(propone, "le falta el cero de la izquierda: el sector tiene dos cifras", Motivo.CERO)
    if largo == 7 and len(limpio) == 9:
        return Reparo(propone, "es un indicador (nueve cifras) y no un producto (siete)")
    return Reparo(propone, f"tiene {len(limpio)} cifras y un código {_cual(largo)} tiene {largo}")


def _arreglos(limpio: str, largo: int) -> list[str]:
    """Los códigos del largo pedido a los que se llega con un solo descuido conocido, sin repetir."""
    hechos = []
    if len(limpio) == largo - 1:
        hechos.append("0" + limpio)
    if largo == 7 and len(limpio) == 9:
        hechos.append(limpio[:7])
    if largo == 7 and len(limpio) == 8:
        # O sobra la última cifra, o es un indicador que perdió su cero.
        hechos += [limpio[:7], ("0" + limpio)[:7]]
    return list(dict.fromkeys(hechos))


def _fuera_de(catalogo: Catalogo, codigo: str, nombre: str | None, cual: str) -> Reparo:
    cercanos = parecidos(catalogo, codigo, nombre)
    porque = f"no está en el catálogo {cual} del {catalogo.fecha:%d/%m/%Y}"
    if len(cercanos) == 1:
        detalle = f"{porque}; el más cercano es «{cercanos[0].nombre}»"
        return Reparo(cercanos[0].codigo, detalle, Motivo.CATALOGO)
    if cercanos:
        porque = f"{porque}; podría ser {' o '.join(c.codigo for c in cercanos[:3])}"
    return Reparo(None, porque, Motivo.CATALOGO)


def _por_que_de_fuente(limpio: str, propuesta: str) -> str:
    if not limpio.isdecimal():
        return "no tiene la forma de una fuente CCPET (1.2.1.0.00)"
    sufijo = limpio[6:]
    cola = f"; su sufijo {sufijo} es propio del sistema" if sufijo else ""
    return f"es un fondo sin puntos, que en el CCPET es {propuesta}{cola}"


def _le_falta_una(texto: str, otro: str) -> bool:
    """Si uno es el otro con una cifra menos."""
    corto, largo = sorted((texto, otro), key=len)
    return any(corto == largo[:i] + largo[i + 1 :] for i in range(len(largo)))


def _cual(largo: int) -> str:
    return "de producto MGA" if largo == 7 else "de indicador MGA"


def _plural(largo: int) -> str:
    return "productos" if largo == 7 else "indicadores"
