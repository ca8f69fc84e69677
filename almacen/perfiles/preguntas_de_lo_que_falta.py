"""Lo que el plan necesita y el libro no trae: qué queda en su lugar, dicho sin inventar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from almacen.perfiles.columnas_sueltas import opciones_de_fechas, opciones_de_fuente, opciones_de_meta
from almacen.perfiles.conceptos import como_se_dice
from almacen.perfiles.instrumentos import Armado
from almacen.perfiles.tabla import ColumnaHallada
from almacen.perfiles.titulos import (
    dependencia_de_la_hoja,
    dependencias_de_los_titulos,
    nombra_una_dependencia,
)
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import CampoDePerfil, ClaseDeDuda, Duda, HojaDePerfil, OpcionDeDuda


def en_frase(texto: str) -> str:
    """El texto con la primera letra en mayúscula, y el resto como está."""
    return texto[:1].upper() + texto[1:]


def opcion_de_columna(columna: ColumnaHallada, hoja: HojaDePerfil, dato: str) -> OpcionDeDuda:
    """Tomar esa columna para un dato, en todos los instrumentos que lo leen."""
    campos = tuple(
        replace(campo, columnas=(columna.en_el_perfil,)) for campo in hoja.campos if campo.dato == dato
    )
    return OpcionDeDuda(f"col:{columna.numero}", columna.dicha(), columna.contenido.ejemplos(), campos)


def preguntas_de_lo_que_falta(armado: Armado) -> Iterator[Duda]:
    """Una por dato obligatorio que el libro no trae, con lo que queda en su lugar."""
    for dato in _faltan(armado):
        yield _FALTAS[dato](armado)


def _faltan(armado: Armado) -> Iterator[str]:
    if TipoLibro.PLAN not in armado.tipos:
        return
    tiene = armado.usadas
    if "tipo_meta" not in tiene:
        yield "tipo_meta"
    if "inicio" not in tiene or "fin" not in tiene:
        yield "fechas"
    if "responsable" not in tiene:
        yield "responsable"
    if "actividad_codigo" not in tiene:
        yield "actividad_codigo"
    if "dependencia" not in tiene and not armado.hoja.dependencia_es_la_hoja:
        yield "dependencia"
    if "fuente_codigo" not in tiene and "fuente" not in tiene and opciones_de_fuente(armado):
        yield "fuente_codigo"
    if "meta_vigencia" not in tiene:
        yield "meta_vigencia"
    jerarquia = armado.hoja.jerarquia
    if jerarquia is not None and any(nivel.codigo == "meta_codigo" for nivel in jerarquia.datos):
        return
    if armado.llave is None or armado.llave.dato != "meta_codigo":
        yield "meta_codigo"


def _falta(
    armado: Armado, dato: str, frase: str, opciones: tuple[OpcionDeDuda, ...] = (), *, firme: bool = False
) -> Duda:
    return Duda(
        f"{armado.relacion.tabla.nombre}/plan.{dato}:falta",
        ClaseDeDuda.FALTA,
        armado.relacion.tabla.nombre,
        frase,
        opciones,
        opciones[0].valor if opciones else "",
        firme,
    )


def _falta_tipo(armado: Armado) -> Duda:
    opciones = tuple(
        OpcionDeDuda(
            f"valor:{tipo}", tipo, campos=(CampoDePerfil(TipoLibro.PLAN, "tipo_meta", constante=tipo),)
        )
        for tipo in ("Producto", "Gestión", "Administrativa")
    )
    con_producto = "producto_codigo" in armado.usadas or "bpin" in armado.usadas
    porque = ", porque trae producto MGA o proyecto" if con_producto else ""
    return _falta(
        armado,
        "tipo_meta",
        f"El libro no dice el tipo de meta. Las tomo todas como de producto{porque}.",
        opciones,
        firme=not con_producto,
    )


def _falta_fechas(armado: Armado) -> Duda:
    vigencia = armado.relacion.vigencia
    opciones = opciones_de_fechas(armado, [d for d in ("inicio", "fin") if d not in armado.usadas])
    quedan = OpcionDeDuda("valor:vigencia", f"Del 1 de enero al 31 de diciembre de {vigencia}")
    return _falta(
        armado,
        "fechas",
        "El libro no trae fecha de inicio y de terminación de cada actividad. Quedan del 1 de enero al 31 de "
        f"diciembre de {vigencia}, marcadas como sin fecha, hasta que alguien las escriba."
        + (" Hay columnas de fechas sin leer: ¿son esas?" if opciones else ""),
        (quedan, *opciones) if opciones else (),
        firme=bool(opciones),
    )


def _falta_fuente(armado: Armado) -> Duda:
    return _falta(
        armado,
        "fuente_codigo",
        "Ninguna columna se llama fuente de financiación, pero hay una sin leer que trae códigos de fuente.",
        (OpcionDeDuda("valor:ninguna", "No leer la fuente"), *opciones_de_fuente(armado)),
        firme=True,
    )


def _falta_responsable(armado: Armado) -> Duda:
    return _falta(
        armado, "responsable", "El libro no dice quién responde por cada actividad: quedan sin responsable."
    )


def _falta_codigo(armado: Armado) -> Duda:
    return _falta(
        armado,
        "actividad_codigo",
        "Las actividades no traen código: les asigno uno con el de su programa o su meta y un número.",
    )


def _falta_meta_anual(armado: Armado) -> Duda:
    return _falta(
        armado,
        "meta_vigencia",
        f"Ninguna columna dice la meta de {armado.relacion.vigencia} de cada indicador: "
        "quedan sin programar (NP).",
    )


def _falta_dependencia(armado: Armado) -> Duda:
    """La del título antes que la de la hoja; se confirma si ninguno dice una sola."""
    tabla = armado.relacion.tabla
    de_la_hoja = dependencia_de_la_hoja(tabla.nombre)
    titulos = dependencias_de_los_titulos(tabla)
    opciones = tuple(
        OpcionDeDuda(
            valor, f"«{dicha}»", campos=(CampoDePerfil(TipoLibro.PLAN, "dependencia", constante=dicha),)
        )
        for valor, dicha in (
            *((f"titulo:{n}", titulo) for n, titulo in enumerate(titulos, start=1)),
            ("valor:hoja", de_la_hoja),
        )
    )
    de = f"la del título, «{titulos[0]}»" if titulos else f"el nombre de la hoja, «{de_la_hoja}»"
    se_sabe = len(titulos) == 1 or (not titulos and nombra_una_dependencia(de_la_hoja))
    return _falta(
        armado,
        "dependencia",
        f"Ninguna columna dice la dependencia. Tomo {de}. Si es otra, escriba su nombre.",
        opciones,
        firme=not se_sabe,
    )


def _falta_meta(armado: Armado) -> Duda:
    llave = armado.llave
    if llave is None:
        return _falta(
            armado,
            "meta_codigo",
            "Ninguna columna identifica la meta de cada actividad: les asigno un código por su programa.",
            firme=True,
        )
    otras = opciones_de_meta(armado)
    descartes = "".join(
        f" {en_frase(c.dicha())}, no sirve: {malas} de sus códigos están en metas distintas."
        for _dato, c, malas in llave.repetidas
    )
    return _falta(
        armado,
        "meta_codigo",
        f"No hay una columna de código de meta. La identifico por {como_se_dice(llave.dato)}: "
        f"{llave.columna.dicha()}.{descartes}",
        (opcion_de_columna(llave.columna, armado.hoja, "meta_codigo"), *otras),
        firme=bool(otras),
    )


_FALTAS = {
    "tipo_meta": _falta_tipo,
    "fechas": _falta_fechas,
    "responsable": _falta_responsable,
    "actividad_codigo": _falta_codigo,
    "dependencia": _falta_dependencia,
    "fuente_codigo": _falta_fuente,
    "meta_codigo": _falta_meta,
    "meta_vigencia": _falta_meta_anual,
}
