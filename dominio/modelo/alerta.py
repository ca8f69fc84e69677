"""Alertas: lo que hay que atender hoy, desde cuándo, qué se hace y quién debe hacerlo."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from dominio.modelo.hallazgo import Severidad
from dominio.modelo.tipo_de_recordatorio import TipoRecordatorio
from dominio.valores.fechas import Vigencia


class ReglaDeAlerta(StrEnum):
    """De qué avisa una alerta."""

    VENCIDA = "vencida"
    POR_VENCER = "por_vencer_sin_avance"
    ATRASADA = "atrasada"  # en la banda más baja del semáforo
    GASTO_SIN_AVANCE = "gasto_sin_avance"
    AVANCE_SIN_GASTO = "avance_sin_gasto"
    CONTRATACION = "contratacion_sin_empezar"
    SIN_REPORTE = "sin_reporte"
    OMISION = "omision"
    SIN_RESPONSABLE = "sin_responsable"
    DEVUELTO = "devuelto"
    COLA = "cola_de_revision"
    VISTO_BUENO = "visto_bueno_detenido"
    NO_ENTREGABLE = "no_entregable"
    RECLAMO = "no_es_mia"
    CORTE = "corte_por_cerrar"
    LEGAL = "fecha_legal"
    RUTA = "plazo_de_ruta"


@dataclass(frozen=True, slots=True)
class FichaDeAlerta:
    """Una regla de alerta como viene.

    Attributes:
        nombre: cómo se le dice a una persona («Actividad vencida»), sin punto final.
        fuente: norma, lámina o estudio del que sale.
        recordatorio: el tipo de recordatorio del que hereda la severidad, con lo que la entidad ajuste.
    """

    regla: ReglaDeAlerta
    nombre: str
    severidad: Severidad
    fuente: str
    recordatorio: TipoRecordatorio | None = None


@dataclass(frozen=True, slots=True)
class Alerta:
    """Una situación del plan o del reporte que pide una acción.

    Attributes:
        regla: código estable («vencida», «sin_reporte», «devuelto», «fecha_legal»…).
        objeto: código de la actividad, folio, corte o fecha de que se trata.
        nombre: cómo se llama ese objeto.
        dependencia: nombre; ``None`` si es de toda la entidad.
        desde: desde qué día es cierta; ``None`` si no se sabe.
        que_pasa: una frase, sin decir qué hacer.
        que_hacer: una frase que empieza por un verbo.
        quien: nombre de la persona o el papel que debe hacerlo («Planeación»).
        actividad_id: para abrirla desde el chat, si es de una actividad.
        dependencia_id: de qué dependencia es, si es de una.
        clave: con qué se abre lo demás: folio, número de la persona o del reclamo, corte, paso.
    """

    regla: str
    severidad: Severidad
    objeto: str
    nombre: str
    dependencia: str | None
    desde: date | None
    que_pasa: str
    que_hacer: str
    quien: str
    actividad_id: int | None = None
    dependencia_id: int | None = None
    clave: str = ""

    @property
    def huella(self) -> str:
        """Dieciséis cifras que la nombran: las mismas mientras sea la misma regla sobre el mismo objeto."""
        partes = (self.regla, self.objeto, str(self.actividad_id), str(self.dependencia_id), self.clave)
        return hashlib.sha256("\x1f".join(partes).encode()).hexdigest()[:16]


def ordenar(alertas: Iterable[Alerta]) -> tuple[Alerta, ...]:
    """Primero lo más grave y, a igual gravedad, lo más viejo; lo que no se sabe desde cuándo, al final."""
    return tuple(sorted(alertas, key=lambda a: (a.severidad.peso, a.desde or date.max)))


def por_actividad(alertas: Iterable[Alerta]) -> list[list[Alerta]]:
    """Las de una misma actividad juntas, donde salió la primera; lo demás, cada una sola."""
    grupos: dict[int | str, list[Alerta]] = {}
    for alerta in alertas:
        grupos.setdefault(alerta.actividad_id or alerta.huella, []).append(alerta)
    return list(grupos.values())


@dataclass(frozen=True, slots=True)
class LibroDeAlertas:
    """Lo que lleva el libro de las alertas.

    Attributes:
        entidad: nombre.
        ambito: de qué se pidió («Secretaría de Salud», «Ana Ruiz»); ``None`` = toda la entidad.
        generado_en: instante UTC.
        alertas: en el orden en que se leen.
    """

    entidad: str
    vigencia: Vigencia
    ambito: str | None
    generado_en: datetime
    alertas: tuple[Alerta, ...]
