"""Registrar un documento del plan: cuál es, con qué acto, de qué fecha y su archivo."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.dialogos.campos import CampoOpcion, campo_fecha, campo_texto
from bot.dialogos.paso_vigencia import (
    PASO_VIGENCIA,
    CampoDocumento,
    documento_respondido,
    hasta_hoy,
    vigencia_de,
)
from bot.motor.botones import APARTE
from bot.motor.campos import Eleccion, Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos.documentos import CLASES, con_version
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, unir
from dominio.casos.documentos import (
    MAXIMO_ACTO,
    DatosDocumento,
    documentos_del_plan,
    registrar_documento,
)
from dominio.modelo.documento import ClaseDocumento, Documento
from dominio.reglas.permisos import Permiso


def _clases(entorno: Entorno) -> Sequence[Eleccion]:
    return [Eleccion(clase.value, str(nombre), (clase.value,)) for clase, nombre in CLASES.items()]


def _clase(entorno: Entorno) -> ClaseDocumento:
    return ClaseDocumento(entorno.respuestas["clase"])


def _el_de_ahora(entorno: Entorno) -> Documento | None:
    datos, vigencia = entorno.datos, vigencia_de(entorno)
    todos = datos.recordar(("documentos", vigencia), lambda: documentos_del_plan(datos.contexto, vigencia))
    clase = _clase(entorno)
    return next((documento for documento in todos.vigentes if documento.clase is clase), None)


def _lo_que_hay(entorno: Entorno) -> Html:
    if not entorno.respuestas.get("clase"):
        return Html("")
    actual = _el_de_ahora(entorno)
    if actual is None:
        return armar("<b>%(clase)s</b>", clase=CLASES[_clase(entorno)])
    return armar(
        _("<b>%(clase)s</b>. Registrado: %(cual)s. Se conserva, y este lo reemplaza."),
        clase=CLASES[actual.clase],
        cual=con_version(actual),
    )


def _resumen(entorno: Entorno) -> Sequence[Html]:
    return [_lo_que_hay(entorno)]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    respuestas = entorno.respuestas
    fecha = respuestas.get("fecha")
    documento = registrar_documento(
        entorno.datos.contexto,
        DatosDocumento(
            _clase(entorno),
            documento_respondido(respuestas["archivo"]),
            respuestas.get("acto") or None,
            date.fromisoformat(fecha) if fecha else None,
            vigencia_de(entorno),
        ),
    )
    acuse = unir(
        [
            armar(
                _("Registrado: <b>%(clase)s</b> de %(anio)s."),
                clase=CLASES[documento.clase],
                anio=documento.vigencia,
            ),
            con_version(documento),
        ]
    )
    siguientes = (
        (_("Ver los documentos"), f"{APARTE}u:o:{documento.vigencia}:0"),
        (_("Ver los pasos"), f"{APARTE}u:p:{documento.vigencia}"),
    )
    return Cierre(acuse, siguientes)


DOCUMENTO = Dialogo(
    nombre="documento_del_plan",
    esquema=1,
    titulo=_l("Registrar un documento del plan"),
    en_curso=_l("el registro de un documento"),
    permiso=Permiso.CONDUCIR_RUTA,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        PASO_VIGENCIA,
        Paso(
            "clase",
            CampoOpcion(_clases),
            _l("Documento"),
            _l("¿Qué documento es?"),
            _l("Toque uno, o escriba su número o su nombre."),
        ),
        Paso(
            "acto",
            campo_texto(MAXIMO_ACTO),
            _l("Acto"),
            _l("¿Con qué acto se adoptó?"),
            _l("Ejemplo: Acuerdo 012 de 2025"),
            opcional=True,
            detalle=_lo_que_hay,
        ),
        Paso(
            "fecha",
            campo_fecha(hasta_hoy),
            _l("Fecha"),
            _l("¿De qué fecha es?"),
            _l("Toque un día, o escríbalo: 30 de mayo o 30/05/2025."),
            opcional=True,
        ),
        Paso(
            "archivo",
            CampoDocumento(),
            _l("Archivo"),
            _l("Adjunte el archivo."),
            _l("Un solo archivo: PDF, DOCX o XLSX."),
        ),
    ),
)
