"""Reportar el avance de una actividad: total acumulado, qué se hizo y con qué evidencia."""

from __future__ import annotations

from bot.dialogos import avance_a_la_vista as vista
from bot.dialogos import avance_consulta as consulta
from bot.dialogos.aclaracion import paso_de_aclaracion
from bot.dialogos.campos import CANTIDAD, PORCENTAJE, CampoOpcion, campo_texto
from bot.dialogos.repetidas import aviso_de_repetidas
from bot.motor.campos import Entorno
from bot.motor.dialogo import Dialogo, Paso
from bot.textos.idioma import _l
from bot.textos.marcado import Html
from dominio.casos.reportar import MAXIMO_NARRATIVA, DatosAvance, ValorAvance, registrar_avance
from dominio.modelo.identidad import IdActividad
from dominio.reglas.permisos import Permiso

_TEXTO = campo_texto(MAXIMO_NARRATIVA)


def _confirmar(entorno: Entorno, clave_envio: str) -> Html:
    narrado, evidencias = consulta.narrado_de(entorno), entorno.respuestas.get("evidencia")
    datos = DatosAvance(
        clave_envio=clave_envio,
        actividad_id=IdActividad(int(entorno.respuestas["actividad"])),
        valor=consulta.valor_de(entorno) or ValorAvance(),
        logro=narrado.logro,
        dificultades=narrado.dificultades,
        motivo_retroceso=narrado.motivo_retroceso,
        evidencias=consulta.ARCHIVOS.recuperar(evidencias) if evidencias else (),
        aclaracion=narrado.aclaracion,
    )
    return vista.acuse(registrar_avance(entorno.datos.contexto, datos))


AVANCE = Dialogo(
    nombre="avance",
    esquema=1,
    titulo=_l("Reportar avance"),
    en_curso=_l("un reporte de avance"),
    permiso=Permiso.REGISTRAR_AVANCE,
    resumen=vista.resumen,
    confirmar=_confirmar,
    pasos=(
        Paso(
            "actividad",
            CampoOpcion(consulta.actividades, vista.rotulo, numeradas=False),
            _l("Actividad"),
            _l("¿De cuál actividad?"),
            _l("Toque una, o escriba su código, su número o parte del nombre: A-012, 12 o «vías»."),
            valida=consulta.validar_actividad,
        ),
        Paso(
            "porcentaje",
            PORCENTAJE,
            _l("Avance"),
            _l("¿Qué porcentaje lleva en total, desde enero? (0 a 100)"),
            _l("Ejemplo: 45 o 12,5"),
            si=consulta.por_porcentaje,
            valida=consulta.validar_valor,
            detalle=vista.contexto,
        ),
        Paso(
            "cantidad",
            CANTIDAD,
            vista.nombre_de_la_cantidad,
            _l("¿Qué cantidad lleva ejecutada en total, desde enero?"),
            _l("Ejemplo: 120 o 12,5. Si lo prefiere, el porcentaje: 45 %"),
            si=consulta.por_cantidad,
            valida=consulta.validar_valor,
            detalle=vista.contexto,
        ),
        # Antes de lo opcional: así, contestada esta, «Ir al resumen» sigue a un toque.
        paso_de_aclaracion(consulta.por_aclarar, vista.lo_que_se_advierte),
        Paso(
            "logro",
            _TEXTO,
            _l("Qué se hizo"),
            _l("¿Qué se hizo?"),
            _l("Ejemplo: Se dictaron 12 talleres en 4 veredas."),
            opcional=True,
            detalle=vista.frente_a_lo_esperado,
        ),
        Paso(
            "dificultades",
            _TEXTO,
            _l("Dificultades"),
            _l("Va por debajo de lo esperado. ¿Qué lo ha dificultado?"),
            _l("Ejemplo: Se declaró desierto el proceso de contratación."),
            si=consulta.va_atrasada,
            opcional=True,
        ),
        Paso(
            "motivo_retroceso",
            _TEXTO,
            _l("Motivo de la baja"),
            _l("El avance es menor que el reportado antes. ¿Por qué?"),
            _l("Ejemplo: Se corrigió el conteo de beneficiarios repetidos."),
            si=consulta.retrocede,
            detalle=vista.baja,
        ),
        Paso(
            "evidencia",
            consulta.ARCHIVOS,
            _l("Evidencia"),
            _l("Envíe las fotos o documentos que lo demuestran, uno o varios; también la ubicación."),
            _l("Cuando termine, toque «Listo». Si no tiene, «Saltar»."),
            opcional=True,
            detalle=aviso_de_repetidas,
        ),
    ),
)
