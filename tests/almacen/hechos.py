"""Hechos de prueba del almacén: datos válidos por omisión, que cada prueba cambia en lo suyo."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from almacen.tablas.unidad import AlmacenSQL, UnidadSQL
from dominio.modelo.entidad import Entidad
from dominio.modelo.financiero import MomentoGasto
from dominio.modelo.libro import FilaEjecucion, FilaIndicativo, FilaPAC, FilaPlan, FilaPOAI, LibroLeido
from dominio.modelo.persona import NuevaPersona, Persona, Rol
from dominio.modelo.plan import Registro, Renglon, TipoAcumulacion, TipoMeta
from dominio.modelo.reporte import NuevaEjecucion, NuevoAvance, OrigenReporte
from dominio.valores.dinero import Pesos
from dominio.valores.fechas import Corte, Vigencia
from dominio.valores.porcentaje import Porcentaje

AHORA = datetime(2026, 9, 1, 15, 0, tzinfo=UTC)
VIGENCIA = Vigencia(2026)
CORTE = Corte.de("2026-T3")
UN_MINUTO = timedelta(minutes=1)


def fila_plan(codigo: str = "A-001", **cambios: Any) -> FilaPlan:
    """Renglón del plan: actividad por fuente."""
    datos: dict[str, Any] = {
        "hoja": "Plan de acción",
        "fila": 2,
        "dependencia_codigo": "10",
        "dependencia": "Secretaría de Educación",
        "responsable": "María Pérez Gómez",
        "cargo": "Profesional",
        "tipo_meta": TipoMeta.PRODUCTO,
        "programa_codigo": "2201",
        "programa": "Calidad educativa",
        "meta_codigo": "2201-01",
        "meta": "Atender 1.200 estudiantes",
        "indicador": "Estudiantes",
        "unidad": "Número",
        "linea_base": Decimal("1000.5"),
        "meta_vigencia": Decimal(1200),
        "bpin": "2025769990011",
        "proyecto": "Alimentación escolar",
        "objetivo": "Disminuir la deserción",
        "actividad_codigo": codigo,
        "actividad": f"Actividad {codigo}",
        "ponderacion": Porcentaje(3000),
        "cantidad_programada": Decimal("12.5"),
        "inicio": date(2026, 1, 15),
        "fin": date(2026, 9, 15),
        "avance": None,
        "fuente_codigo": "1.2.4.1.01",
        "fuente": "SGP Educación",
        "monto": Pesos(1_000_000_05),
        "contratacion": True,
    }
    return FilaPlan(**(datos | cambios))


def fila_indicativo(meta_codigo: str = "2201-01", **cambios: Any) -> FilaIndicativo:
    """Renglón del Plan Indicativo."""
    datos: dict[str, Any] = {
        "hoja": "Plan indicativo",
        "fila": 2,
        "meta_codigo": meta_codigo,
        "meta": "Otra redacción",
        "programa": "Calidad",
        "indicador": "Otro indicador",
        "unidad": "Número",
        "linea_base": Decimal(1),
        "acumulacion": TipoAcumulacion.FLUJO,
        "meta_cuatrienio": Decimal(1200),
        "programacion": ((2024, Decimal(1100)), (2025, None), (2026, Decimal(1200))),
        "coordinadora": "Secretaría de Educación",
    }
    return FilaIndicativo(**(datos | cambios))


def fila_ejecucion(**cambios: Any) -> FilaEjecucion:
    """Renglón de ejecución del proyecto y la fuente de ``fila_plan``, todo vacío."""
    datos: dict[str, Any] = dict.fromkeys(FilaEjecucion.__slots__)
    datos |= {"hoja": "Ejecución", "fila": 2, "bpin": "2025769990011", "fuente_codigo": "1.2.4.1.01"}
    return FilaEjecucion(**(datos | cambios))


def fila_poai(**cambios: Any) -> FilaPOAI:
    """Renglón del POAI."""
    datos: dict[str, Any] = {
        "hoja": "POAI",
        "fila": 1,
        "bpin": "2025769990011",
        "proyecto": "Alimentación escolar",
        "meta_codigo": "2201-01",
        "dependencia": "Secretaría de Educación",
        "fuente_codigo": "1.2.4.1.01",
        "fuente": "SGP Educación",
        "apropiacion": Pesos(500_00),
    }
    return FilaPOAI(**(datos | cambios))


def fila_pac() -> FilaPAC:
    """Renglón del PAC con los doce meses."""
    meses = tuple(Pesos(mes * 100) for mes in range(1, 13))
    return FilaPAC("PAC", 1, "2025769990011", "1.2.4.1.01", "SGP Educación", meses)


def una_entidad(almacen: AlmacenSQL, codigo: str = "76001") -> Entidad:
    """Entidad guardada."""
    with almacen.unidad() as unidad:
        entidad = unidad.entidades.crear(codigo, f"Entidad {codigo}")
        unidad.confirmar()
    return entidad


def una_persona(
    almacen: AlmacenSQL, entidad: Entidad, nombre: str = "Ana Ruiz", telegram: int = 77
) -> Persona:
    """Persona guardada y vinculada a esa cuenta de Telegram."""
    with almacen.unidad() as unidad:
        persona = unidad.personas.crear(NuevaPersona(entidad.id, nombre, Rol.RESPONSABLE))
        vinculada = vincular(unidad, persona, telegram)
        unidad.confirmar()
    return vinculada


def vincular(unidad: UnidadSQL, persona: Persona, telegram: int) -> Persona:
    """Invita a la persona y gasta la invitación con esa cuenta."""
    unidad.personas.invitar(persona.id, f"resumen-{telegram}", AHORA + timedelta(days=3), None)
    vinculada = unidad.personas.vincular(f"resumen-{telegram}", telegram, AHORA)
    assert vinculada is not None
    return vinculada


def cargar(almacen: AlmacenSQL, entidad: Entidad, *filas: FilaPlan, **hojas: Any) -> list[Renglon]:
    """Aplica un libro con esas filas de plan y devuelve los renglones guardados."""
    with almacen.unidad() as unidad:
        unidad.planes.aplicar(entidad.id, VIGENCIA, LibroLeido(plan=filas, **hojas), AHORA)
        unidad.confirmar()
    with almacen.lectura() as unidad:
        return list(unidad.planes.renglones(entidad.id, VIGENCIA))


def registros(almacen: AlmacenSQL, entidad: Entidad) -> list[Registro]:
    """Los registros guardados de la vigencia."""
    with almacen.lectura() as unidad:
        return list(unidad.planes.registros(entidad.id, VIGENCIA))


def nuevo_avance(entidad: Entidad, renglon: Renglon, clave: str = "envio-1", **cambios: Any) -> NuevoAvance:
    """Avance del chat listo para guardar."""
    datos: dict[str, Any] = {
        "clave_envio": clave,
        "entidad_id": entidad.id,
        "vigencia": VIGENCIA,
        "actividad_id": renglon.id,
        "corte": CORTE,
        "porcentaje": Porcentaje(4550),
        "cantidad": Decimal("5.25"),
        "logro": "Se contrató el operador",
        "dificultades": None,
        "motivo_retroceso": None,
        "extemporaneo": False,
        "autor_id": None,
        "reportado_en": AHORA,
        "origen": OrigenReporte.CHAT,
    }
    return NuevoAvance(**(datos | cambios))


def nueva_ejecucion(
    entidad: Entidad, registro: Registro, clave: str = "gasto-1", **cambios: Any
) -> NuevaEjecucion:
    """Movimiento del chat que lleva el CDP a mil pesos."""
    datos: dict[str, Any] = {
        "clave_envio": clave,
        "entidad_id": entidad.id,
        "vigencia": VIGENCIA,
        "registro_id": registro.id,
        "corte": CORTE,
        "momento": MomentoGasto.CDP,
        "anterior": Pesos(0),
        "valor": Pesos(1000_00),
        "incremento": Pesos(1000_00),
        "documento": "CDP 12",
        "fecha_documento": date(2026, 8, 30),
        "extemporaneo": False,
        "autor_id": None,
        "reportado_en": AHORA,
        "origen": OrigenReporte.CHAT,
    }
    return NuevaEjecucion(**(datos | cambios))
