"""Cambiar una actividad sin traer un libro: cuál, qué, cómo queda y con qué acto si el plan está aprobado."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogos import cambio_consulta as consulta
from bot.dialogos.avisos import aviso_para
from bot.dialogos.campos import PESOS, PORCENTAJE, CampoOpcion, campo_fecha, campo_texto
from bot.dialogos.modificacion import acto_en_lineas, pasos_del_acto
from bot.motor.botones import APARTE
from bot.motor.campos import Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import versiones as textos
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html
from bot.textos.respuestas import reasignada
from dominio.casos.modificar import modificar_actividad, revisar_cambio
from dominio.casos.reclamos import recien_reasignados
from dominio.modelo.modificacion import CampoModificable
from dominio.reglas.permisos import Permiso
from dominio.reglas.versiones import MAXIMO_RAZON

NOMBRE = "cambio_de_actividad"


def _validar_actividad(entorno: Entorno) -> None:
    consulta.ficha_en(entorno)


def _validar_valor(entorno: Entorno) -> None:
    if consulta.con_varias_fuentes(entorno) and not entorno.respuestas.get("fuente"):
        # Escrito antes de saber de cuál fuente es: se mira en el resumen.
        return
    revisar_cambio(entorno.datos.contexto, consulta.peticion_de(entorno))


def _resumen(entorno: Entorno) -> Sequence[Html]:
    revisado = revisar_cambio(entorno.datos.contexto, consulta.peticion_de(entorno))
    return [*textos.lo_que_cambia(revisado), *acto_en_lineas(consulta.datos_de(entorno))]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    contexto = entorno.datos.contexto
    revisado, edicion = modificar_actividad(contexto, consulta.peticion_de(entorno))
    siguientes = (
        (_("Ver las versiones"), f"{APARTE}o:versiones"),
        (_("Modificar otra"), f"{APARTE}o:modificar"),
    )
    # A quien había dicho «no es mía» se le dice que tenía razón.
    mis = (_("Ver mis actividades"), f"{APARTE}o:mis")
    envios = tuple(
        envio
        for hecho in recien_reasignados(contexto, revisado.renglon.id)
        for persona in hecho.avisar
        for envio in aviso_para(persona, reasignada(hecho.reclamo), mis)
    )
    return Cierre(textos.quedo_como(edicion), siguientes, envios)


CAMBIO_DE_ACTIVIDAD = Dialogo(
    nombre=NOMBRE,
    esquema=1,
    titulo=_l("Modificar una actividad"),
    en_curso=_l("la modificación de una actividad"),
    permiso=Permiso.MODIFICAR_PLAN,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "actividad",
            CampoOpcion(consulta.actividades, consulta.rotulo, numeradas=False),
            _l("Actividad"),
            _l("¿Cuál actividad se modifica?"),
            _l("Toque una, o escriba su código, su número o parte del nombre: A-012, 12 o «vías»."),
            valida=_validar_actividad,
        ),
        Paso(
            "campo",
            CampoOpcion(consulta.campos),
            _l("Qué se cambia"),
            _l("¿Qué se le cambia?"),
            _l("Toque una opción, o escríbala: fin, ponderación, monto, cerrar."),
        ),
        Paso(
            "fuente",
            CampoOpcion(consulta.fuentes),
            _l("Fuente"),
            _l("¿De cuál fuente es el monto?"),
            _l("Toque una, o escriba su código o su nombre."),
            si=consulta.con_varias_fuentes,
        ),
        Paso(
            "fecha",
            campo_fecha(consulta.limites_de_la_fecha),
            consulta.nombre_de_la_fecha,
            _l("¿Cuál es la nueva fecha?"),
            _l("Toque un día, o escríbalo: 30 de noviembre o 30/11/2026."),
            si=consulta.se_cambia(*consulta.FECHAS),
            valida=_validar_valor,
            detalle=consulta.como_esta,
        ),
        Paso(
            "ponderacion",
            PORCENTAJE,
            _l("Ponderación"),
            _l("¿Cuánto pesa? (0 a 100)"),
            _l("Ejemplo: 30 o 12,5"),
            si=consulta.se_cambia(CampoModificable.PONDERACION),
            valida=_validar_valor,
            detalle=consulta.como_esta,
        ),
        Paso(
            "cantidad",
            consulta.CANTIDAD_PROGRAMADA,
            _l("Cantidad programada"),
            _l("¿Qué cantidad se programa para el año?"),
            _l("Ejemplo: 120 o 12,5"),
            si=consulta.se_cambia(CampoModificable.CANTIDAD),
            valida=_validar_valor,
            detalle=consulta.como_esta,
        ),
        Paso(
            "persona",
            CampoOpcion(consulta.personas),
            _l("Responsable"),
            _l("¿Quién queda como responsable?"),
            _l("Toque una persona o escriba su nombre. Si no está, invítela antes con /invitar."),
            si=consulta.se_cambia(CampoModificable.RESPONSABLE),
            valida=_validar_valor,
            detalle=consulta.como_esta,
        ),
        Paso(
            "monto",
            PESOS,
            _l("Monto programado"),
            _l("¿Cuánto se programa, en pesos?"),
            _l("Ejemplo: 45.000.000 o 45 millones"),
            si=consulta.se_cambia(CampoModificable.MONTO),
            valida=_validar_valor,
            detalle=consulta.como_esta,
        ),
        *pasos_del_acto(consulta.exige_acto, consulta.limites_de_su_acto),
        Paso(
            "nota",
            campo_texto(MAXIMO_RAZON),
            _l("Razón"),
            _l("¿Por qué se cambia? Queda en la historia del plan."),
            _l("Ejemplo: Se corrigió la fecha que traía el libro."),
            si=consulta.en_borrador,
            opcional=True,
        ),
    ),
)
