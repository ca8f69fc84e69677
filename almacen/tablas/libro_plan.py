"""Hoja «Plan de acción» → metas, proyectos, actividades y registros."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import insert, select

from almacen.tablas.alcance import Alcance, clave_de_fuente, clave_de_proyecto
from almacen.tablas.esquema import ACTIVIDAD, META, PERSONA, REGISTRO
from almacen.tablas.sincronia import guardadas, marcar, sincronizar
from dominio.entender.texto import normalizar
from dominio.modelo.libro import FilaPlan
from dominio.modelo.persona import Rol
from dominio.valores.dinero import Pesos


def aplicar_plan(alcance: Alcance, filas: Sequence[FilaPlan]) -> None:
    """Deja metas, proyectos, actividades y registros como la hoja «Plan de acción»."""
    dependencias = alcance.dependencias((fila.dependencia_codigo, fila.dependencia) for fila in filas)
    personas = _personas(alcance, filas, dependencias)
    proyectos = alcance.proyectos(((fila.bpin, fila.proyecto) for fila in filas), renombra=True)
    metas = _metas(alcance, filas)
    deseadas: dict[str, dict[str, object]] = {}
    for orden, fila in enumerate(filas):
        if fila.actividad_codigo not in deseadas:
            clave = clave_de_proyecto(fila.bpin, fila.proyecto)
            deseadas[fila.actividad_codigo] = _actividad(fila) | {
                **alcance.base,
                "dependencia_id": dependencias[normalizar(fila.dependencia)],
                "responsable_id": personas.get(normalizar(fila.responsable)),
                "meta_id": metas[fila.meta_codigo],
                "proyecto_id": proyectos[clave] if clave else None,
                "orden": orden,
            }
    antes = guardadas(alcance.conexion, ACTIVIDAD, alcance.de(ACTIVIDAD), ("codigo",))
    sincronizar(alcance.conexion, ACTIVIDAD, antes, list(deseadas.values()), ("codigo",))
    sobran = [f["id"] for (codigo,), f in antes.items() if codigo not in deseadas and not f["retirada"]]
    marcar(alcance.conexion, ACTIVIDAD, sobran, retirada=True)
    _registros(alcance, filas, deseadas)


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


def _personas(alcance: Alcance, filas: Sequence[FilaPlan], dependencias: Mapping[str, int]) -> dict[str, int]:
    """Nombre normalizado → persona. Crea a los responsables que falten; a los que están no los toca."""
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
        if normal and normal not in conocidas and normal not in nuevas:
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


def _metas(alcance: Alcance, filas: Sequence[FilaPlan]) -> dict[str, int]:
    """Código → meta; la ficha sale del primer renglón que la nombra."""
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
    sobran = [f["id"] for (codigo,), f in antes.items() if f["en_plan"] and codigo not in deseadas]
    marcar(alcance.conexion, META, sobran, en_plan=False)
    return alcance.ids(META, "codigo")


def _registros(
    alcance: Alcance, filas: Sequence[FilaPlan], actividades: Mapping[str, Mapping[str, object]]
) -> None:
    """Un registro por renglón: actividad × fuente. Los que no están se retiran con sus saldos."""
    numeros = alcance.ids(ACTIVIDAD, "codigo")
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
            "orden": orden,
        }
    llave_registro = ("actividad_id", "clave_fuente")
    donde = [*alcance.de(REGISTRO), REGISTRO.c.actividad_id.is_not(None)]
    antes = guardadas(alcance.conexion, REGISTRO, donde, llave_registro)
    sincronizar(alcance.conexion, REGISTRO, antes, list(deseados.values()), llave_registro)
    sobran = [f["id"] for llave, f in antes.items() if llave not in deseados and not f["retirado"]]
    marcar(alcance.conexion, REGISTRO, sobran, retirado=True)
