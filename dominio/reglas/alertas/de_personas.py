"""Alertas de las personas: a quién no se le puede escribir, y quién dice que una actividad no es suya."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from dominio.modelo.alerta import Alerta, ReglaDeAlerta
from dominio.modelo.ficha import Ficha, Situacion
from dominio.modelo.identidad import IdPersona
from dominio.modelo.reclamo import Reclamo
from dominio.reglas.alertas.de_actividades import PLANEACION
from dominio.reglas.alertas.fichas import Severidades
from dominio.valores.fechas import fecha_bogota

_QUE: Mapping[Situacion, tuple[str, str]] = {
    Situacion.SIN_INVITAR: (
        "nunca se ha vinculado y no tiene invitación",
        "Invítela, o asigne sus actividades a otra persona.",
    ),
    Situacion.INVITADA: (
        "tiene invitación y todavía no la ha abierto",
        "Recuérdele abrir su invitación, o envíele otra.",
    ),
    Situacion.INALCANZABLE: (
        "bloqueó el asistente o su cuenta ya no existe",
        "Pídale que desbloquee el asistente y escriba /start, o invítela otra vez.",
    ),
    Situacion.REVOCADA: (
        "ya no tiene acceso",
        "Asigne sus actividades a otra persona.",
    ),
}


def alertas_de_no_entregables(
    fichas: Iterable[Ficha], desde: Mapping[IdPersona, date], severidades: Severidades
) -> list[Alerta]:
    """Las personas con actividades a su nombre a quienes no les llega ningún mensaje.

    Args:
        fichas: las de la entidad, con cuántas actividades tiene cada una.
        desde: persona → día en que dejó de llegarle un mensaje, si se sabe.
        severidades: cuánto pesa cada regla.

    Fuente: lámina «Importancia del Plan de Acción» (responsables que rinden la información); un
    recordatorio que no llega se dice a planeación.
    """
    return [_no_entregable(f, desde, severidades) for f in fichas if f.actividades and f.situacion in _QUE]


def alertas_de_reclamos(reclamos: Iterable[Reclamo], severidades: Severidades) -> list[Alerta]:
    """Una por cada «no es mía» sin decidir, desde el día en que se dijo.

    Fuente: Ley 152 de 1994 art. 41 (la oficina de planeación coordina quién responde por cada cosa).
    """
    return [
        Alerta(
            ReglaDeAlerta.RECLAMO.value,
            severidades[ReglaDeAlerta.RECLAMO],
            r.actividad_codigo,
            r.actividad,
            r.dependencia,
            fecha_bogota(r.en),
            f"{r.persona} dice que no es suya" + (f": «{r.razon}»." if r.razon else "."),
            "Asígnela a quien corresponde, o confírmele que sí es suya y por qué.",
            PLANEACION,
            r.actividad_id,
            dependencia_id=r.dependencia_id,
            clave=str(r.id),
        )
        for r in reclamos
    ]


def _no_entregable(f: Ficha, desde: Mapping[IdPersona, date], severidades: Severidades) -> Alerta:
    situacion, que_hacer = _QUE[f.situacion]
    tiene = "1 actividad" if f.actividades == 1 else f"{f.actividades} actividades"
    return Alerta(
        ReglaDeAlerta.NO_ENTREGABLE.value,
        severidades[ReglaDeAlerta.NO_ENTREGABLE],
        f.persona.nombre,
        f.persona.cargo or "Responsable en el plan",
        f.dependencia,
        desde.get(f.persona.id),
        f"Responde por {tiene}, {situacion}: no le llega ningún mensaje.",
        que_hacer,
        PLANEACION,
        dependencia_id=f.persona.dependencia_id,
        clave=str(f.persona.id),
    )
