"""De lo entendido de una tabla a los campos de un perfil: qué instrumentos alimenta y con qué columnas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from almacen.perfiles.concepto import Familia
from almacen.perfiles.conceptos import POR_DATO
from almacen.perfiles.hojas import Grupo
from almacen.perfiles.llave_de_meta import LlaveDeMeta, llave_de_meta
from almacen.perfiles.niveles_hallados import Nivel, hallar_niveles
from almacen.perfiles.por_clase import campos_por_clase, hallar_clases
from almacen.perfiles.relacion import Relacion
from almacen.perfiles.tabla import ColumnaHallada
from almacen.perfiles.titulos import dependencia_de_la_hoja, dependencias_de_los_titulos
from almacen.perfiles.valores_de_columna import en_fraccion, equivalencias_de, orden_de_fecha
from dominio.modelo.libro import TipoLibro
from dominio.modelo.perfil import (
    CampoDePerfil,
    ColumnaDelLibro,
    HojaDePerfil,
    OrdenDeFecha,
    Parte,
    Tomar,
)

_DEL_PLAN = (
    "dependencia_codigo", "dependencia", "responsable", "cargo", "tipo_meta", "programa_codigo", "programa",
    "meta_codigo", "meta", "indicador", "unidad", "linea_base", "meta_vigencia", "producto_codigo",
    "producto", "bpin", "proyecto", "objetivo", "actividad_codigo", "actividad", "ponderacion",
    "cantidad_programada",
    "inicio", "fin", "avance", "fuente_codigo", "fuente", "monto", "contratacion",
)  # fmt: skip
_DEL_INDICATIVO = (
    "meta_codigo", "meta", "programa", "indicador", "unidad", "linea_base", "acumulacion", "meta_cuatrienio",
    "coordinadora",
)  # fmt: skip
_DEL_POAI = ("bpin", "proyecto", "meta_codigo", "dependencia", "fuente_codigo", "fuente", "apropiacion")
_DEL_PAC = ("bpin", "fuente_codigo", "fuente")
_CADENA = (
    "inicial", "adiciones", "reducciones", "creditos", "contracreditos", "definitiva", "cdp", "compromisos",
    "obligaciones", "pagos",
)  # fmt: skip
_DE_EJECUCION = (
    "bpin", "proyecto", "actividad_codigo", "actividad", "fuente_codigo", "fuente", *_CADENA, "fecha_corte",
)  # fmt: skip
_FISICO = (
    "avance", "ponderacion", "inicio", "fin", "cantidad_programada", "meta_vigencia", "indicador", "unidad",
    "responsable", "meta_cuatrienio", "tipo_meta", "contratacion",
)  # fmt: skip
_SON_DE_UNA_ACTIVIDAD = frozenset(
    {"actividad", "actividad_codigo", "avance", "ponderacion", "cantidad_programada", "inicio", "fin"}
)
_PRODUCTO = "Producto"


@dataclass
class Armado:
    """Un grupo de hojas ya convertido en su parte del perfil, con lo que hace falta para preguntar.

    Attributes:
        usadas: dato que se lee → la columna de donde sale.
        llave: cómo se identifica la meta; ``None`` si no hay con qué.
    """

    grupo: Grupo
    relacion: Relacion
    hoja: HojaDePerfil
    tipos: tuple[TipoLibro, ...]
    niveles: tuple[Nivel, ...]
    llave: LlaveDeMeta | None
    usadas: dict[str, ColumnaHallada]
    columnas_usadas: set[int] = field(default_factory=set)


def armar(grupo: Grupo, relacion: Relacion) -> Armado | None:
    """La parte del perfil de un grupo de hojas; ``None`` si no alimenta ningún instrumento."""
    por_clase = hallar_clases(relacion)
    if por_clase is not None:
        relacion.datos |= por_clase.datos
    tipos = instrumentos_de(relacion)
    if not tipos:
        return None
    datos = dict(relacion.datos)
    niveles = () if por_clase else hallar_niveles(relacion.tabla, _de_otros(datos))
    llave = None if por_clase else llave_de_meta(relacion, grupo.tablas)
    _completar(datos, relacion, niveles, llave, varias=len(grupo.tablas) > 1)
    campos = tuple(_campos(grupo, relacion, datos, tipos))
    if por_clase is not None:
        campos = tuple(campos_por_clase(por_clase, campos))
    por_hojas = len(grupo.tablas) > 1
    if TipoLibro.PLAN in tipos and not por_hojas and all(c.dato != "dependencia" for c in campos):
        campos = (*campos, _dependencia_del_libro(relacion))
    hoja = HojaDePerfil(
        nombre="" if por_hojas or grupo.fuera else relacion.tabla.nombre,
        campos=campos,
        fila_encabezado=relacion.tabla.fila,
        alto_encabezado=relacion.tabla.alto,
        excluidas=tuple((fuera.nombre, fuera.razon) for fuera in grupo.fuera),
        niveles=tuple(nivel.en_el_perfil() for nivel in niveles),
        dependencia_es_la_hoja=por_hojas and "dependencia" not in datos,
        subtotales=_subtotales(relacion, tipos),
        jerarquia=por_clase.jerarquia if por_clase else None,
    )
    armado = Armado(grupo, relacion, hoja, tipos, niveles, llave, datos)
    armado.columnas_usadas = _numeros(hoja)
    return armado


def _dependencia_del_libro(relacion: Relacion) -> CampoDePerfil:
    """La de todas las filas de un libro sin columna de dependencia: la del título o la de la hoja."""
    tabla = relacion.tabla
    dichas = (*dependencias_de_los_titulos(tabla), dependencia_de_la_hoja(tabla.nombre))
    return CampoDePerfil(TipoLibro.PLAN, "dependencia", constante=dichas[0])


def instrumentos_de(relacion: Relacion) -> tuple[TipoLibro, ...]:
    """Qué instrumentos se pueden armar con lo que trae la tabla."""
    tiene = relacion.tiene
    tipos: list[TipoLibro] = []
    hay_meta = tiene(
        "meta_codigo", "meta", "indicador", "producto_codigo", "programa_codigo", "indicador_codigo"
    )
    gasto = tiene("cdp", "compromisos", "obligaciones", "pagos")
    # Una ejecución de presupuesto también nombra metas y actividades, pero no dice cuánto se va a hacer.
    if tiene("actividad") and (tiene(*_FISICO) or (hay_meta and not gasto)):
        tipos.append(TipoLibro.PLAN)
    if hay_meta and (len(relacion.programado) >= 2 or tiene("meta_cuatrienio")):
        tipos.append(TipoLibro.INDICATIVO)
    hay_quien = tiene("bpin", "proyecto", "actividad_codigo") or TipoLibro.PLAN in tipos
    if relacion.meses and tiene("bpin"):
        tipos.append(TipoLibro.PAC)
    elif not gasto and not tipos and tiene("bpin") and tiene("inicial", "definitiva", "monto"):
        tipos.append(TipoLibro.POAI)
    if gasto and hay_quien:
        tipos.append(TipoLibro.EJECUCION)
    return tuple(tipos)


def _de_otros(datos: dict[str, ColumnaHallada]) -> set[int]:
    """Columnas que no pueden ser un nivel: todas las de datos, menos el programa."""
    return {c.numero for dato, c in datos.items() if POR_DATO[dato].familia is not Familia.PROGRAMA}


def _completar(
    datos: dict[str, ColumnaHallada],
    relacion: Relacion,
    niveles: Sequence[Nivel],
    llave: LlaveDeMeta | None,
    *,
    varias: bool,
) -> None:
    """Lo que se deduce de lo hallado: llave de la meta, programa del último nivel, dependencia."""
    if llave is not None:
        datos["meta_codigo"] = llave.columna
        if llave.meta_de_la_actividad:
            datos.setdefault("cantidad_programada", datos.pop("meta_vigencia"))
        nombre = {"programa_codigo": "programa", "producto_codigo": "producto", "bpin": "proyecto"}.get(
            llave.dato
        )
        if "meta" not in datos and nombre in datos:
            datos["meta"] = datos[nombre]
    if "programa" not in datos and niveles and niveles[-1].nombre is not None:
        datos["programa"] = niveles[-1].nombre
        if "programa_codigo" not in datos and niveles[-1].codigo is not None:
            datos["programa_codigo"] = niveles[-1].codigo
    if relacion.responsable_es_dependencia and "dependencia" not in datos and not varias:
        datos["dependencia"] = datos.pop("responsable")
    if "coordinadora" not in datos and "dependencia" in datos:
        datos["coordinadora"] = datos["dependencia"]
    if "indicador_codigo" in datos and "producto_codigo" not in datos:
        datos["producto_codigo"] = datos["indicador_codigo"]
    for dato, columna in (
        ("apropiacion", "inicial"),
        ("apropiacion", "definitiva"),
        ("apropiacion", "monto"),
    ):
        if dato not in datos and columna in datos:
            datos[dato] = datos[columna]
    if "monto" not in datos and ("inicial" in datos or "definitiva" in datos):
        datos["monto"] = datos.get("definitiva") or datos["inicial"]


def _campos(
    grupo: Grupo, relacion: Relacion, datos: dict[str, ColumnaHallada], tipos: Sequence[TipoLibro]
) -> Iterator[CampoDePerfil]:
    fabrica = _Fabrica(grupo, relacion, datos)
    if TipoLibro.PLAN in tipos:
        yield from fabrica.varios(TipoLibro.PLAN, _DEL_PLAN)
        if "tipo_meta" not in datos:
            yield CampoDePerfil(TipoLibro.PLAN, "tipo_meta", constante=_PRODUCTO)
    if TipoLibro.INDICATIVO in tipos:
        yield from fabrica.varios(TipoLibro.INDICATIVO, _DEL_INDICATIVO)
        for anio, columna in relacion.programado.items():
            yield fabrica.uno(TipoLibro.INDICATIVO, f"programado_{anio}", columna)
        for anio, columna in relacion.estados.items():
            if anio in relacion.programado:
                yield fabrica.uno(TipoLibro.INDICATIVO, f"estado_{anio}", columna)
    if TipoLibro.POAI in tipos:
        yield from fabrica.varios(TipoLibro.POAI, _DEL_POAI)
    if TipoLibro.PAC in tipos:
        yield from fabrica.varios(TipoLibro.PAC, _DEL_PAC)
        for mes, columna in relacion.meses.items():
            yield fabrica.uno(TipoLibro.PAC, f"mes_{mes:02d}", columna)
    if TipoLibro.EJECUCION in tipos:
        yield from fabrica.varios(TipoLibro.EJECUCION, _DE_EJECUCION)


@dataclass
class _Fabrica:
    """Hace los campos de un grupo mirando cómo viene cada columna."""

    grupo: Grupo
    relacion: Relacion
    datos: dict[str, ColumnaHallada]

    def varios(self, tipo: TipoLibro, nombres: Sequence[str]) -> Iterator[CampoDePerfil]:
        for dato in nombres:
            if dato in self.datos:
                yield self.uno(tipo, dato, self.datos[dato])

    def uno(self, tipo: TipoLibro, dato: str, columna: ColumnaHallada) -> CampoDePerfil:
        serie = self.relacion.avances if dato == "avance" and len(self.relacion.avances) > 1 else (columna,)
        return CampoDePerfil(
            tipo,
            dato,
            tuple(c.en_el_perfil for c in serie),
            tomar=Tomar.ULTIMA_LLENA if len(serie) > 1 else Tomar.PRIMERA,
            parte=_parte(dato, columna),
            en_fraccion=dato in ("avance", "ponderacion") and en_fraccion(self.grupo, serie),
            orden_de_fecha=self._orden(dato, columna),
            hereda=self._hereda(dato, columna),
            equivalencias=equivalencias_de(columna) if dato == "acumulacion" else (),
            escala=columna.contenido.escala if _es_dinero(dato) else 1,
        )

    def _orden(self, dato: str, columna: ColumnaHallada) -> OrdenDeFecha:
        """El de la columna o, si no lo prueba, el de la otra fecha de la actividad."""
        if dato not in ("inicio", "fin", "fecha_corte"):
            return OrdenDeFecha.DMA
        otra = self.datos.get({"inicio": "fin", "fin": "inicio"}.get(dato, ""))
        return orden_de_fecha(self.grupo, [columna, *([otra] if otra else [])])

    def _hereda(self, dato: str, columna: ColumnaHallada) -> bool:
        """Texto o cifra de la meta o del proyecto que viene una vez y vale para las filas de abajo."""
        concepto = POR_DATO.get("meta_vigencia" if dato.startswith("programado_") else dato)
        if concepto is None or concepto.familia is Familia.DINERO or dato in _SON_DE_UNA_ACTIVIDAD:
            return False
        tabla = self.relacion.tabla
        actividad = self.datos.get("actividad")
        if columna.numero in tabla.combinadas_abajo:
            return True
        if actividad is None or columna.numero == actividad.numero:
            return False
        filas, llenas = tabla.llenas(actividad.numero), tabla.llenas(columna.numero)
        escasa = bool(filas) and len(filas & llenas) < 0.7 * len(filas)
        return (
            escasa and bool(llenas) and min(llenas) <= min(filas) and concepto.familia is not Familia.FUENTE
        )


def _es_dinero(dato: str) -> bool:
    concepto = POR_DATO.get("definitiva" if dato == "apropiacion" or dato.startswith("mes_") else dato)
    return concepto is not None and concepto.familia is Familia.DINERO


def _parte(dato: str, columna: ColumnaHallada) -> Parte:
    """De «0101. Nombre» el código o el nombre, según el dato."""
    if columna.contenido.parte("compuesto") < 0.6:
        return Parte.ENTERA
    if dato.endswith("_codigo") or dato == "bpin":
        return Parte.CODIGO
    return (
        Parte.NOMBRE
        if dato in ("programa", "fuente", "producto", "proyecto", "dependencia")
        else Parte.ENTERA
    )


def _subtotales(relacion: Relacion, tipos: Sequence[TipoLibro]) -> ColumnaDelLibro | None:
    """La columna de rubro, si sus códigos son un árbol y la hoja no va por actividades."""
    rubro = relacion.datos.get("rubro")
    return rubro.en_el_perfil if rubro is not None and TipoLibro.PLAN not in tipos else None


def _numeros(hoja: HojaDePerfil) -> set[int]:
    """Columnas que el perfil lee, por su número."""
    numeros = {columna.numero for campo in hoja.campos for columna in campo.columnas}
    for nivel in hoja.niveles:
        numeros |= {columna.numero for columna in (nivel.codigo, nivel.nombre) if columna}
    if hoja.jerarquia is not None:
        de_clase = (hoja.jerarquia.clase, hoja.jerarquia.codigo, hoja.jerarquia.nombre)
        numeros |= {columna.numero for columna in de_clase if columna}
        numeros |= {columna.numero for nivel in hoja.jerarquia.datos for _dato, columna in nivel.otros}
    return numeros | ({hoja.subtotales.numero} if hoja.subtotales else set())
