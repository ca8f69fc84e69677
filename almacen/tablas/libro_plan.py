"""Hoja «Plan de acción» → metas, proyectos, actividades y registros."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import insert, select

from almacen.tablas.alcance import Alcance, clave_de_fuente, clave_de_proyecto
from almacen.tablas.esquema import ACTIVIDAD, META, PERSONA, REGISTRO
from almacen.tablas.sincronia import Fila, Llave, guardadas, marcar, sincronizar
from dominio.entender.texto import normalizar
from dominio.modelo.libro import FilaPlan
from dominio.modelo.persona import Rol
from dominio.reglas.nombre_de_persona import parece_oficina, parece_persona
from dominio.valores.dinero import Pesos

_LLAVE_DE_REGISTRO = ("actividad_id", "clave_fuente")


def aplicar_plan(
    alcance: Alcance,
    filas: Sequence[FilaPlan],
    solo_de: Sequence[str] | None = None,
    *,
    con_perfil: bool = False,
) -> None:
    """Deja metas, proyectos, actividades y registros como la hoja «Plan de acción».

    Args:
        alcance: entidad y vigencia.
        filas: las del libro.
        solo_de: nombres de las dependencias que el libro trae: lo de las demás queda como está;
            ``None`` = es el plan entero y lo que no trae se retira.
        con_perfil: el libro tiene el formato de la entidad: solo se crean responsables cuyo texto sea
            el nombre de una persona, y no se retiran los registros que trajo la ejecución.
    """
    dependencias = alcance.dependencias((fila.dependencia_codigo, fila.dependencia) for fila in filas)
    personas = _personas(alcance, filas, dependencias, solo_personas=con_perfil)
    proyectos = alcance.proyectos(((fila.bpin, fila.proyecto) for fila in filas), renombra=True)
    antes = guardadas(alcance.conexion, ACTIVIDAD, alcance.de(ACTIVIDAD), ("codigo",))
    codigos = {fila.actividad_codigo for fila in filas}
    tocadas = _tocadas(dependencias, solo_de)
    ajenas = [f for (c,), f in antes.items() if c not in codigos and f["dependencia_id"] not in tocadas]
    metas = _metas(alcance, filas, {f["meta_id"] for f in ajenas if not f["retirada"]})
    orden_de = _Orden(antes, entero=solo_de is None)
    enlaces = _Enlaces(dependencias, personas, metas, proyectos)
    deseadas = {
        codigo: _actividad(fila) | enlaces.de(fila) | {**alcance.base, "orden": orden_de(codigo, orden)}
        for codigo, (orden, fila) in _primeras(filas).items()
    }
    sincronizar(alcance.conexion, ACTIVIDAD, antes, list(deseadas.values()), ("codigo",))
    intactas = {f["id"] for f in ajenas}
    sobran = [
        f["id"]
        for (codigo,), f in antes.items()
        if codigo not in deseadas and not f["retirada"] and f["id"] not in intactas
    ]
    marcar(alcance.conexion, ACTIVIDAD, sobran, retirada=True)
    _registros(alcance, filas, deseadas, intactas, deja_el_gasto=con_perfil)


def _primeras(filas: Sequence[FilaPlan]) -> dict[str, tuple[int, FilaPlan]]:
    """El primer renglón de cada actividad, con su lugar en el libro."""
    primeras: dict[str, tuple[int, FilaPlan]] = {}
    for orden, fila in enumerate(filas):
        primeras.setdefault(fila.actividad_codigo, (orden, fila))
    return primeras


@dataclass(frozen=True, slots=True)
class _Enlaces:
    """Con qué número se guarda lo que un renglón nombra."""

    dependencias: Mapping[str, int]
    personas: Mapping[str, int]
    metas: Mapping[str, int]
    proyectos: Mapping[str, int]

    def de(self, fila: FilaPlan) -> dict[str, object]:
        """Dependencia, responsable, meta y proyecto del renglón."""
        clave = clave_de_proyecto(fila.bpin, fila.proyecto)
        return {
            "dependencia_id": self.dependencias[normalizar(fila.dependencia)],
            "responsable_id": self.personas.get(normalizar(fila.responsable)),
            "meta_id": self.metas[fila.meta_codigo],
            "proyecto_id": self.proyectos[clave] if clave else None,
        }


class _Todas:
    """Todas las dependencias: el libro es el plan entero."""

    def __contains__(self, _numero: object) -> bool:
        return True


def _tocadas(dependencias: Mapping[str, int], solo_de: Sequence[str] | None) -> Container[object]:
    if solo_de is None:
        return _Todas()
    return {dependencias[normalizar(nombre)] for nombre in solo_de}


class _Orden:
    """El lugar de cada actividad: el del libro, o el que ya tenía si el libro es solo una parte."""

    def __init__(self, antes: Mapping[Llave, Fila], *, entero: bool) -> None:
        self._antes = {} if entero else {codigo: fila["orden"] for (codigo,), fila in antes.items()}
        self._desde = 0 if entero else max(self._antes.values(), default=-1) + 1

    def __call__(self, codigo: str, orden: int) -> int:
        guardado: int = self._antes.get(codigo, self._desde + orden)
        return guardado


def _actividad(fila: FilaPlan) -> dict[str, object]:
    """Lo que el renglón dice de la actividad, sin lo que se enlaza por número."""
    return {
        "codigo": fila.actividad_codigo,
        "nombre": fila.actividad,
        "responsable": fila.responsable,
        "cargo": fila.cargo,
        "meta": fila.meta,
        "tipo_meta": fila.tipo_meta.value,
        "programa_codigo": fila.programa_codigo,
        "programa": fila.programa,
        "indicador": fila.indicador,
        "unidad": fila.unidad,
        "linea_base": fila.linea_base,
        "meta_vigencia": fila.meta_vigencia,
        "objetivo": fila.objetivo,
        "ponderacion": fila.ponderacion,
        "cantidad_programada": fila.cantidad_programada,
        "inicio": fila.inicio,
        "fin": fila.fin,
        "producto_codigo": fila.producto_codigo,
        "producto": fila.producto,
        "niveles": [list(nivel) for nivel in fila.niveles] or None,
        "sin_fechas": fila.sin_fechas,
        "sin_codigo": fila.sin_codigo,
        "retirada": False,
    }


def _personas(
    alcance: Alcance, filas: Sequence[FilaPlan], dependencias: Mapping[str, int], *, solo_personas: bool
) -> dict[str, int]:
    """Nombre normalizado → persona. Crea a los responsables que falten; a los que están no los toca."""
    es_de_alguien = parece_persona if solo_personas else _no_es_oficina
    # Con el mismo nombre manda la activa más antigua: es la última que se lee.
    consulta = (
        select(PERSONA.c.nombre_normalizado, PERSONA.c.id)
        .where(PERSONA.c.entidad_id == alcance.entidad_id)
        .order_by(PERSONA.c.activa, PERSONA.c.id.desc())
    )
    conocidas = dict(alcance.conexion.execute(consulta).all())
    nuevas: dict[str, dict[str, object]] = {}
    for fila in filas:
        normal = normalizar(fila.responsable)
        if normal and normal not in conocidas and normal not in nuevas and es_de_alguien(fila.responsable):
            nuevas[normal] = {
                "entidad_id": alcance.entidad_id,
                "nombre": fila.responsable,
                "nombre_normalizado": normal,
                "cargo": fila.cargo,
                "rol": Rol.RESPONSABLE.value,
                "dependencia_id": dependencias[normalizar(fila.dependencia)],
            }
    if nuevas:
        alcance.conexion.execute(insert(PERSONA), list(nuevas.values()))
        conocidas = dict(alcance.conexion.execute(consulta).all())
    return conocidas


def _no_es_oficina(texto: str) -> bool:
    return not parece_oficina(texto)


def _metas(alcance: Alcance, filas: Sequence[FilaPlan], siguen: Set[int]) -> dict[str, int]:
    """Código → meta; la ficha sale del primer renglón que la nombra.

    Args:
        siguen: metas de actividades que el libro no toca: no salen del plan.
    """
    deseadas: dict[str, dict[str, object]] = {}
    for orden, fila in enumerate(filas):
        if fila.meta_codigo not in deseadas:
            deseadas[fila.meta_codigo] = {
                **alcance.base,
                "codigo": fila.meta_codigo,
                "tipo": fila.tipo_meta.value,
                "nombre": fila.meta,
                "programa_codigo": fila.programa_codigo,
                "programa": fila.programa,
                "indicador": fila.indicador,
                "unidad": fila.unidad,
                "linea_base": fila.linea_base,
                "meta_vigencia": fila.meta_vigencia,
                "en_plan": True,
                "orden": orden,
            }
    antes = guardadas(alcance.conexion, META, alcance.de(META), ("codigo",))
    sincronizar(alcance.conexion, META, antes, list(deseadas.values()), ("codigo",))
    sobran = [
        f["id"]
        for (codigo,), f in antes.items()
        if f["en_plan"] and codigo not in deseadas and f["id"] not in siguen
    ]
    marcar(alcance.conexion, META, sobran, en_plan=False)
    return alcance.ids(META, "codigo")


def _registros(
    alcance: Alcance,
    filas: Sequence[FilaPlan],
    actividades: Mapping[str, Mapping[str, object]],
    intactas: Set[int],
    *,
    deja_el_gasto: bool,
) -> None:
    """Un registro por renglón: actividad × fuente. Los que no están se retiran con sus saldos."""
    numeros = alcance.ids(ACTIVIDAD, "codigo")
    donde = [*alcance.de(REGISTRO), REGISTRO.c.actividad_id.is_not(None)]
    antes = guardadas(alcance.conexion, REGISTRO, donde, _LLAVE_DE_REGISTRO)
    deseados: dict[tuple[int, str], dict[str, object]] = {}
    for orden, fila in enumerate(filas):
        actividad = actividades[fila.actividad_codigo]
        llave = (numeros[fila.actividad_codigo], clave_de_fuente(fila.fuente_codigo, fila.fuente))
        deseados[llave] = {
            **alcance.base,
            "actividad_id": llave[0],
            "clave_fuente": llave[1],
            "proyecto_id": actividad["proyecto_id"],
            "dependencia_id": actividad["dependencia_id"],
            "fuente_codigo": fila.fuente_codigo,
            "fuente": fila.fuente,
            "monto": fila.monto or Pesos.CERO,
            "contratacion": fila.contratacion,
            "retirado": False,
            "orden": _lugar(actividad, antes.get(llave), orden) if intactas else orden,
        }
    sincronizar(alcance.conexion, REGISTRO, antes, list(deseados.values()), _LLAVE_DE_REGISTRO)
    quedan = {numeros[codigo] for codigo in actividades} if deja_el_gasto else set()
    sobran = [
        f["id"]
        for llave, f in antes.items()
        if llave not in deseados
        and not f["retirado"]
        and llave[0] not in intactas
        and not (llave[0] in quedan and _nacio_del_gasto(f))
    ]
    marcar(alcance.conexion, REGISTRO, sobran, retirado=True)


def _nacio_del_gasto(registro: Fila) -> bool:
    """Sin monto del plan y con fuente o movimiento: lo trajo la ejecución, y el plan no lo retira."""
    movimientos = (registro[n] for n in ("definitiva", "cdp", "compromisos", "obligaciones", "pagos"))
    mueve = any(movido is not None and movido > Pesos.CERO for movido in movimientos)
    return registro["monto"] == Pesos.CERO and (mueve or bool(registro["clave_fuente"]))


def _lugar(actividad: Mapping[str, object], guardado: Fila | None, orden: int) -> object:
    """Con una parte del plan, el lugar que el registro ya tenía o el de su actividad."""
    return actividad.get("orden", orden) if guardado is None else guardado["orden"]
