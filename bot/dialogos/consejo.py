"""La aprobación del Consejo de Gobierno: el acta, su fecha y su archivo, con lo que la impide a la vista."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.dialogos.campos import campo_fecha, campo_texto
from bot.dialogos.paso_vigencia import (
    PASO_VIGENCIA,
    CampoDocumento,
    documento_respondido,
    hasta_hoy,
    vigencia_de,
)
from bot.motor.botones import APARTE
from bot.motor.campos import Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos.consejo import que_se_aprueba, quedo_congelado
from bot.textos.documentos import con_version
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, unir
from bot.textos.remision import aprobada
from dominio.casos.aprobacion_del_plan import (
    MAXIMO_ACTA,
    DatosDeAprobacion,
    RevisionDeAprobacion,
    aprobar_plan,
    revisar_aprobacion,
)
from dominio.errores.ruta import PlanConErrores
from dominio.reglas.permisos import Permiso


def _revision(entorno: Entorno) -> RevisionDeAprobacion:
    datos, vigencia = entorno.datos, vigencia_de(entorno)
    return datos.recordar(("aprobacion", vigencia), lambda: revisar_aprobacion(datos.contexto, vigencia))


def _validar_vigencia(entorno: Entorno) -> None:
    """Sin plan, ya aprobado o con errores abiertos no se pregunta nada más."""
    revision = _revision(entorno)
    if revision.errores:
        raise PlanConErrores("coherencia", errores=len(revision.errores), vigencia=revision.vigencia)


def _sin_acta(entorno: Entorno) -> bool:
    return not entorno.respuestas.get("vigencia") or _revision(entorno).acta is None


def _que_se_aprueba(entorno: Entorno) -> Html:
    return que_se_aprueba(_revision(entorno))


def _resumen(entorno: Entorno) -> Sequence[Html]:
    revision = _revision(entorno)
    acta = revision.acta
    archivo = armar(_("Archivo del acta: %(cual)s"), cual=con_version(acta)) if acta else Html("")
    queda = Html(
        _("Al confirmar, el plan queda congelado como la versión 1: lo que cambie será una modificación.")
    )
    return [_que_se_aprueba(entorno), archivo, queda]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    respuestas = entorno.respuestas
    guardado = respuestas.get("archivo")
    datos = DatosDeAprobacion(
        acta=respuestas["acta"],
        fecha=date.fromisoformat(respuestas["fecha"]),
        archivo=documento_respondido(guardado) if guardado else None,
        vigencia=vigencia_de(entorno),
    )
    aprobacion, revision = aprobar_plan(entorno.datos.contexto, datos)
    acuse = unir(
        [
            armar(_("<b>Plan de acción de %(anio)s</b>"), anio=revision.vigencia),
            aprobada(aprobacion),
            Html(quedo_congelado()),
            Html(_("Lo que sigue es publicarlo: /publicar")),
        ]
    )
    siguientes = (
        (_("Registrar la publicación"), f"{APARTE}u:b:{revision.vigencia}"),
        (_("Ver los pasos"), f"{APARTE}u:p:{revision.vigencia}"),
    )
    return Cierre(acuse, siguientes)


CONSEJO = Dialogo(
    nombre="consejo",
    esquema=1,
    titulo=_l("Aprobación del Consejo de Gobierno"),
    en_curso=_l("la aprobación del plan"),
    permiso=Permiso.CONDUCIR_RUTA,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            PASO_VIGENCIA.clave,
            PASO_VIGENCIA.campo,
            PASO_VIGENCIA.nombre,
            PASO_VIGENCIA.pregunta,
            PASO_VIGENCIA.ejemplo,
            valida=_validar_vigencia,
        ),
        Paso(
            "acta",
            campo_texto(MAXIMO_ACTA),
            _l("Acta"),
            _l("¿Qué número tiene el acta?"),
            _l("Ejemplo: Acta 003 de 2026"),
            detalle=_que_se_aprueba,
        ),
        Paso(
            "fecha",
            campo_fecha(hasta_hoy),
            _l("Fecha de la sesión"),
            _l("¿Qué día sesionó el Consejo de Gobierno?"),
            _l("Toque un día, o escríbalo: 20 de enero o 20/01/2026."),
        ),
        Paso(
            "archivo",
            CampoDocumento(),
            _l("Archivo del acta"),
            _l("Adjunte el acta."),
            _l("Un solo archivo: PDF, DOCX o XLSX."),
            si=_sin_acta,
        ),
    ),
)
