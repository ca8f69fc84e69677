"""Reportar el resultado de una meta: el total del año, el logro, el análisis y las dificultades."""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogos import resultado_consulta as consulta
from bot.dialogos.aclaracion import con_reglas, paso_de_aclaracion
from bot.dialogos.campos import CampoOpcion, campo_texto
from bot.motor.apertura import Apertura
from bot.motor.botones import APARTE
from bot.motor.campos import Entorno
from bot.motor.dialogo import Cierre, Dialogo, Paso
from bot.textos import metas as textos
from bot.textos.idioma import _, _l
from bot.textos.marcado import Html, armar, unir
from bot.textos.verosimilitud import avisos
from dominio.casos.contexto import Contexto
from dominio.casos.reportar import MAXIMO_NARRATIVA
from dominio.casos.resultados import (
    DatosResultado,
    NarradoDeMeta,
    ficha_de_meta,
    registrar_resultado,
    resultado_por_corregir,
)
from dominio.modelo.resultado import ClaseDeValor
from dominio.reglas.permisos import Permiso

_TEXTO = campo_texto(MAXIMO_NARRATIVA)


def abrir_resultado(
    contexto: Contexto, folio: str, editando: str | None = None, motivo: str | None = None
) -> Apertura:
    """El diálogo con un resultado ya guardado, listo para corregirlo en una versión nueva.

    Args:
        contexto: quién lo corrige.
        folio: el que se corrige («RM-2026-000012»).
        editando: la pregunta en que se abre; el valor, si no se dice.
        motivo: por qué se corrige (la observación con que se devolvió); si falta, se pregunta.

    Raises:
        NoEncontrado, MetaNoCoordinada, ResultadoYaReemplazado: como en ``resultado_por_corregir``.
    """
    original = resultado_por_corregir(contexto, folio)
    proyeccion = original.proyeccion
    respuestas = {
        "meta": str(original.meta_id),
        "valor": consulta.VALOR.guardar(original.valor),
        "logro": original.logro or "",
        "analisis": original.analisis or "",
        "dificultades": original.dificultades or "",
        "proyeccion": "" if proyeccion is None else consulta.VALOR.guardar(proyeccion),
        consulta.REEMPLAZA: original.folio,
    }
    revision = ficha_de_meta(contexto, original.meta_id).revisar(original.valor)
    if original.aclaracion:
        respuestas["aclaracion"] = con_reglas(original.aclaracion, revision.por_aclarar(NarradoDeMeta()))
    if revision.dudoso:
        respuestas["clase"] = ClaseDeValor.DEL_ANIO.value
    if motivo:
        respuestas[consulta.MOTIVO] = motivo[:MAXIMO_NARRATIVA]
    return Apertura("resultado", respuestas, editando=editando or "valor")


def _rotulo(entorno: Entorno, clave: str) -> str:
    meta = consulta.ficha_en(entorno, clave).meta
    return f"{meta.codigo} {meta.nombre or ''}".strip()


def _ficha(entorno: Entorno) -> Html:
    return textos.ficha(consulta.ficha_en(entorno))


def _duda(entorno: Entorno) -> Html:
    """Por qué se pregunta: los dos números a la vista."""
    ficha = consulta.ficha_en(entorno)
    return armar(
        _("Escribió %(valor)s: la línea base es %(base)s y este año se programó %(programado)s."),
        valor=consulta.VALOR.exhibir(entorno.respuestas["valor"], entorno),
        base=textos.en_su_unidad(ficha.meta, ficha.meta.linea_base),
        programado=textos.en_su_unidad(ficha.meta, ficha.programado),
    )


def _lo_que_se_advierte(entorno: Entorno) -> Html:
    return unir(avisos(consulta.por_aclarar(entorno)))


def _cambio(entorno: Entorno) -> Html:
    revision = consulta.revision_de(entorno)
    return Html("") if revision is None else textos.cambio(revision)


def _resumen(entorno: Entorno) -> Sequence[Html]:
    revision = consulta.revision_de(entorno)
    if revision is None:
        return []
    corrige = entorno.respuestas.get(consulta.REEMPLAZA)
    return [
        textos.nombre(revision.ficha.meta),
        armar(_("Corrige el folio %(folio)s."), folio=corrige) if corrige else Html(""),
        textos.cambio(revision),
        *avisos(revision.advertencias(consulta.narrado_de(entorno))),
    ]


def _confirmar(entorno: Entorno, clave_envio: str) -> Cierre:
    respuestas, narrado = entorno.respuestas, consulta.narrado_de(entorno)
    ficha = consulta.ficha_en(entorno)
    datos = DatosResultado(
        clave_envio=clave_envio,
        meta_id=ficha.meta.id,
        valor=consulta.VALOR.recuperar(respuestas["valor"]),
        clase=consulta.clase_de(entorno),
        proyeccion=narrado.proyeccion,
        logro=narrado.logro,
        analisis=narrado.analisis,
        dificultades=narrado.dificultades,
        aclaracion=narrado.aclaracion,
        reemplaza=respuestas.get(consulta.REEMPLAZA) or None,
        motivo=respuestas.get(consulta.MOTIVO) or respuestas.get("motivo") or None,
    )
    resultado = registrar_resultado(entorno.datos.contexto, datos)
    siguientes = (
        (_("Reportar otra meta"), f"{APARTE}o:resultado"),
        (_("Ver la meta"), f"{APARTE}e:o:meta:{ficha.meta.id}:0"),
    )
    return Cierre(textos.acuse(resultado, ficha), siguientes)


RESULTADO = Dialogo(
    nombre="resultado",
    esquema=1,
    titulo=_l("Resultado de una meta"),
    en_curso=_l("el resultado de una meta"),
    permiso=Permiso.REGISTRAR_RESULTADO,
    resumen=_resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "meta",
            CampoOpcion(consulta.metas, _rotulo, numeradas=False),
            _l("Meta"),
            _l("¿De cuál meta?"),
            _l("Toque una, o escriba su código o parte del nombre: «vías»."),
            valida=consulta.validar_meta,
        ),
        Paso(
            "valor",
            consulta.VALOR,
            _l("Resultado"),
            _l("¿En cuánto va el resultado?"),
            _l("Ejemplo: 120 o 12,5"),
            valida=consulta.validar_valor,
            detalle=_ficha,
        ),
        Paso(
            "clase",
            CampoOpcion(consulta.clases),
            _l("Qué valor es"),
            _l("¿Ese valor es el total con lo de antes, o lo logrado este año?"),
            _l("Toque una, o escriba 1 o 2."),
            si=consulta.es_dudoso,
            valida=consulta.validar_valor,
            detalle=_duda,
        ),
        paso_de_aclaracion(consulta.por_aclarar, _lo_que_se_advierte),
        Paso(
            "motivo",
            _TEXTO,
            _l("Motivo de la corrección"),
            _l("¿Por qué se corrige?"),
            _l("Ejemplo: Se contaron dos veces las entregas de marzo."),
            si=consulta.corrige_sin_motivo,
        ),
        Paso(
            "logro",
            _TEXTO,
            _l("Principal logro"),
            _l("¿Cuál es el principal logro?"),
            _l("Ejemplo: Se vacunaron 120 niños en 4 veredas."),
            opcional=True,
            detalle=_cambio,
        ),
        Paso(
            "analisis",
            _TEXTO,
            _l("Análisis"),
            _l("¿Cómo se logró y qué significa frente a la meta?"),
            _l("Ejemplo: Las jornadas casa a casa subieron la cobertura de 60 a 75 %."),
            opcional=True,
        ),
        Paso(
            "dificultades",
            _TEXTO,
            _l("Dificultades"),
            _l("¿Qué dificultades o gestiones hubo?"),
            _l("Ejemplo: Faltaron vacunas en junio; se gestionaron con el departamento."),
            opcional=True,
        ),
        Paso(
            "proyeccion",
            consulta.VALOR,
            _l("Proyección de cierre"),
            _l("¿En cuánto cree que cerrará el año?"),
            _l("Ejemplo: 150. Si no lo sabe, «saltar»."),
            si=consulta.se_proyecta,
            opcional=True,
        ),
    ),
)
