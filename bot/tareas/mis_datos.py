"""El archivo con lo que se guarda de una persona: JSON con nombres en español, legible sin programas."""

from __future__ import annotations

import json
from pathlib import Path

from bot.textos.idioma import _
from bot.textos.roles import nombre_del_rol
from dominio.casos.contexto import Contexto
from dominio.casos.mis_datos import mis_datos, mis_reportes
from dominio.modelo.delegacion import Delegacion
from dominio.modelo.reporte import Avance, Ejecucion
from dominio.valores.fechas import a_bogota

NOMBRE = "mis-datos.json"


def escribir_mis_datos(contexto: Contexto, destino: Path) -> None:
    """Escribe lo de quien pide en ``destino``; deja la traza de que se entregó."""
    propios = mis_datos(contexto)
    avances, ejecuciones = mis_reportes(contexto)
    persona = propios.persona
    datos = {
        "entidad": contexto.entidad.nombre,
        "generado": a_bogota(contexto.ahora).isoformat(),
        "norma": "Ley 1581 de 2012",
        "persona": {
            "nombre": persona.nombre,
            "cargo": persona.cargo,
            "rol": nombre_del_rol(persona.rol),
            "dependencia": propios.dependencia,
            "cuenta_de_telegram": persona.telegram_id,
            "acepto_el_aviso": persona.acepto_aviso_en and a_bogota(persona.acepto_aviso_en).isoformat(),
        },
        "reportes_de_avance": [_avance(avance) for avance in avances],
        "movimientos_de_ejecucion": [_ejecucion(ejecucion) for ejecucion in ejecuciones],
        "delegaciones": [_delegacion(delegacion) for delegacion in propios.delegaciones],
    }
    destino.write_text(json.dumps(datos, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def mis_datos_listos() -> str:
    """Lo que acompaña al archivo."""
    return _("Este archivo trae lo que se guarda de usted; se abre con cualquier editor de texto.")


def _delegacion(delegacion: Delegacion) -> dict[str, object]:
    return {
        "quien_se_ausenta": delegacion.titular,
        "quien_reporta": delegacion.delegado,
        "desde": delegacion.desde.isoformat(),
        "hasta": delegacion.hasta.isoformat(),
    }


def _avance(avance: Avance) -> dict[str, object]:
    return {
        "folio": avance.folio,
        "actividad": avance.actividad_codigo,
        "corte": str(avance.corte),
        "porcentaje": str(avance.porcentaje),
        "que_se_hizo": avance.logro,
        "dificultades": avance.dificultades,
        "reportado": a_bogota(avance.reportado_en).isoformat(),
        "estado": avance.estado.value,
    }


def _ejecucion(ejecucion: Ejecucion) -> dict[str, object]:
    return {
        "folio": ejecucion.folio,
        "corte": str(ejecucion.corte),
        "momento": ejecucion.momento.value,
        "acumulado_en_pesos": str(ejecucion.valor),
        "documento": ejecucion.documento,
        "reportado": a_bogota(ejecucion.reportado_en).isoformat(),
        "estado": ejecucion.estado.value,
    }
