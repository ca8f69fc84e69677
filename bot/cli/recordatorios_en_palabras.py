"""Los recordatorios de la entidad para la línea de órdenes: como datos y como frases."""

from __future__ import annotations

from datetime import date

from bot.textos import formato
from bot.textos import no_entregables as textos_sin_entrega
from bot.textos import recordatorios_de_la_entidad as textos
from bot.textos.plano import sin_html
from dominio.modelo.entidad import Entidad
from dominio.modelo.recordados import FechaLegalAlDia, PanoramaDeNoEntregables, TipoConfigurado
from dominio.reglas.silenciar import se_calla


def tipo_como_dato(uno: TipoConfigurado) -> dict[str, object]:
    """Un tipo como lo tiene la entidad."""
    ficha = uno.ficha
    return {
        "tipo": ficha.tipo.value,
        "nombre": ficha.nombre,
        "a_quien": ficha.destino.value,
        "desde": ficha.ancla.value,
        "dias": list(ficha.desfases),
        "cada_semana": ficha.cada_semana,
        "hora": f"{ficha.hora:%H:%M}",
        "severidad": ficha.severidad.value,
        "activo": ficha.activo,
        "se_calla": se_calla(ficha.tipo),
        "texto": ficha.texto,
        "ajustado": uno.ajustado,
        "fuente": ficha.fuente,
    }


def tipo_en_palabras(uno: TipoConfigurado) -> str:
    """Su clave y lo mismo que se dice en el chat."""
    return f"[{uno.ficha.tipo.value}] {sin_html(textos.detalle(uno)).removeprefix('• ')}"


def ajuste_en_palabras(antes: TipoConfigurado, quedo: TipoConfigurado, guardado: bool) -> str:
    """Cómo quedó y qué días ya no se avisa; o que ya estaba así."""
    if not guardado:
        return f"Ya estaba así: no se cambió nada.\n{tipo_en_palabras(quedo)}"
    quitados = sin_html(textos.dias_quitados(antes, quedo))
    return "\n".join(linea for linea in ("Guardado.", tipo_en_palabras(quedo), quitados) if linea)


def fecha_como_dato(una: FechaLegalAlDia) -> dict[str, object]:
    """Una fecha de ley con el día que sigue."""
    fecha = una.fecha
    return {
        "codigo": fecha.codigo,
        "nombre": fecha.nombre,
        "norma": fecha.norma,
        "activa": fecha.activa,
        "verificado_por": fecha.verificado_por,
        "verificado_en": fecha.verificado_en,
        "cae": una.cae,
        "se_recuerda": una.se_recuerda,
        "prorroga": una.prorroga,
    }


def fecha_en_palabras(una: FechaLegalAlDia) -> str:
    """Lo mismo que se dice en el chat."""
    return sin_html(textos.fecha_de_ley(una)).removeprefix("• ")


def entidad_como_dato(una: Entidad) -> dict[str, object]:
    """Sus festivos locales y si trabaja el sábado."""
    return {"codigo": una.codigo, "festivos": list(una.festivos), "sabado_habil": una.sabado_habil}


def entidad_en_palabras(una: Entidad) -> str:
    """Una frase con lo mismo."""
    dias = formato.enumerar([formato.fecha(date.fromisoformat(dia)) for dia in una.festivos])
    sabado = "el sábado se trabaja" if una.sabado_habil else "el sábado no se trabaja"
    return f"Entidad {una.codigo}: {sabado}; festivos locales: {dias or 'ninguno'}."


def no_entregables_como_dato(panorama: PanoramaDeNoEntregables) -> dict[str, object]:
    """Las personas y las actividades sin responsable."""
    return {
        "personas": [
            {
                "persona": una.ficha.persona.nombre,
                "dependencia": una.ficha.dependencia,
                "rol": una.ficha.persona.rol.value,
                "causa": una.causa.value,
                "actividades": una.ficha.actividades,
                "no_llegaron": una.no_llegaron,
                "desde": una.desde,
            }
            for una in panorama.personas
        ],
        "reporta_otra": panorama.reporta_otra,
        "sin_responsable": [
            {"actividad": una.codigo, "dependencia": una.dependencia, "el_plan_dice": una.escrito}
            for una in panorama.sin_responsable
        ],
    }


def no_entregables_en_palabras(panorama: PanoramaDeNoEntregables) -> str:
    """Lo mismo que se dice en el chat, entero."""
    lineas = [textos_sin_entrega.cabeza(panorama)]
    lineas += [textos_sin_entrega.renglon(una) for una in panorama.personas]
    lineas += [textos_sin_entrega.sin_responsable(una) for una in panorama.sin_responsable]
    return "\n".join(sin_html(linea) for linea in lineas)
