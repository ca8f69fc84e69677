"""Entidades, personas e invitaciones guardadas."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from almacen.tablas.unidad import AlmacenSQL
from dominio.errores import CuentaYaVinculada, EntidadRepetida, NoEncontrado
from dominio.modelo.banda import Banda
from dominio.modelo.borrador import Borrador
from dominio.modelo.entidad import Entidad, Periodicidad
from dominio.modelo.identidad import IdEntidad, IdPersona
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.valores.porcentaje import Porcentaje
from tests.almacen.hechos import AHORA, UN_MINUTO, cargar, fila_plan, una_persona, vincular


def test_entidad_guarda_su_configuracion(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Periodicidad, gracia, semáforo, festivos y sábado vuelven como se guardaron."""
    configurada = replace(
        entidad,
        periodicidad=Periodicidad.MENSUAL,
        gracia=5,
        bandas=(Banda("al día", Porcentaje(9050), "00B050", "🟢"),),
        festivos=("2026-07-25",),
        sabado_habil=True,
    )
    with almacen.unidad() as unidad:
        unidad.entidades.configurar(configurada)
        unidad.confirmar()

    with almacen.lectura() as unidad:
        assert unidad.entidades.por_codigo("76001") == configurada
        assert unidad.entidades.listar() == [configurada]


def test_entidad_no_se_repite(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Un código DIVIPOLA se registra una vez y el intento no daña la transacción."""
    with almacen.unidad() as unidad:
        with pytest.raises(EntidadRepetida):
            unidad.entidades.crear(entidad.codigo, "Otra")
        unidad.entidades.crear("05001", "Medellín")
        unidad.confirmar()

    with almacen.lectura() as unidad:
        assert [guardada.codigo for guardada in unidad.entidades.listar()] == ["05001", "76001"]


def test_lo_que_no_existe_se_dice(almacen: AlmacenSQL) -> None:
    """Pedir una entidad o una persona inexistente lanza ``NoEncontrado``."""
    with almacen.unidad() as unidad:
        with pytest.raises(NoEncontrado):
            unidad.entidades.traer(IdEntidad(99))
        with pytest.raises(NoEncontrado):
            unidad.personas.traer(IdPersona(99))
        with pytest.raises(NoEncontrado):
            unidad.personas.revocar(IdPersona(99))
        assert unidad.entidades.por_codigo("99999") is None
        assert unidad.personas.por_telegram(99) is None


def test_transaccion_sin_confirmar_no_deja_nada(almacen: AlmacenSQL) -> None:
    """Salir sin ``confirmar`` deshace todo."""
    with almacen.unidad() as unidad:
        unidad.entidades.crear("76001", "Cali")

    with almacen.lectura() as unidad:
        assert unidad.entidades.listar() == []


def test_persona_se_halla_por_nombre_sin_tildes(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El nombre se compara sin tildes, mayúsculas ni espacios dobles."""
    persona = una_persona(almacen, entidad, "José Ángel Muñoz")

    with almacen.lectura() as unidad:
        assert unidad.personas.por_nombre(entidad.id, "  JOSE  angel munoz") == persona
        assert unidad.personas.por_nombre(IdEntidad(entidad.id + 1), "José Ángel Muñoz") is None


def test_personas_se_listan_por_nombre_en_espanol(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """El orden no manda las tildes al final, y se recorta por rol y dependencia."""
    dependencia = cargar(almacen, entidad, fila_plan(responsable="Zoila Díaz"))[0].dependencia_id
    with almacen.unidad() as unidad:
        for nombre in ("Beatriz", "Álvaro"):
            unidad.personas.crear(NuevaPersona(entidad.id, nombre, Rol.JEFE, dependencia))
        unidad.confirmar()

    with almacen.lectura() as unidad:
        nombres = [persona.nombre for persona in unidad.personas.listar(entidad.id)]
        jefes = unidad.personas.listar(entidad.id, Rol.JEFE, dependencia)
    assert nombres == ["Álvaro", "Beatriz", "Zoila Díaz"]
    assert [jefe.nombre for jefe in jefes] == ["Álvaro", "Beatriz"]


def test_papel_se_cambia(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Cambian el rol y la dependencia, y nada más."""
    persona = una_persona(almacen, entidad)
    with almacen.unidad() as unidad:
        cambiada = unidad.personas.actualizar_papel(persona.id, Rol.PLANEACION, None)
        unidad.confirmar()

    assert cambiada == replace(persona, rol=Rol.PLANEACION)


def test_invitacion_sirve_una_vez(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """La primera cuenta la gasta; la segunda no obtiene nada."""
    with almacen.unidad() as unidad:
        persona = unidad.personas.crear(NuevaPersona(entidad.id, "Ana", Rol.CONSULTA))
        unidad.personas.invitar(persona.id, "r", AHORA + UN_MINUTO, None)
        assert unidad.personas.invitada("r", AHORA) == persona
        vinculada = unidad.personas.vincular("r", 77, AHORA)
        assert unidad.personas.vincular("r", 78, AHORA) is None
        assert unidad.personas.invitada("r", AHORA) is None
        unidad.confirmar()

    assert vinculada == replace(persona, telegram_id=77, acepto_aviso_en=AHORA)
    with almacen.lectura() as unidad:
        assert unidad.personas.por_telegram(77) == vinculada


def test_invitacion_vencida_o_reemplazada_no_sirve(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Vence en su hora, y una nueva anula la anterior de la misma persona."""
    with almacen.unidad() as unidad:
        persona = unidad.personas.crear(NuevaPersona(entidad.id, "Ana", Rol.CONSULTA))
        unidad.personas.invitar(persona.id, "vieja", AHORA + UN_MINUTO, None)
        unidad.personas.invitar(persona.id, "nueva", AHORA + UN_MINUTO, None)

        assert unidad.personas.vincular("vieja", 77, AHORA) is None
        assert unidad.personas.vincular("nueva", 77, AHORA + UN_MINUTO) is None
        assert unidad.personas.vincular("nueva", 77, AHORA) is not None


def test_cuenta_de_otra_persona_no_gasta_la_invitacion(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Una cuenta ya vinculada se rechaza y el código sigue sirviendo para la cuenta correcta."""
    una_persona(almacen, entidad, telegram=77)
    with almacen.unidad() as unidad:
        otra = unidad.personas.crear(NuevaPersona(entidad.id, "Luis", Rol.CONSULTA))
        unidad.personas.invitar(otra.id, "r", AHORA + UN_MINUTO, None)
        with pytest.raises(CuentaYaVinculada):
            unidad.personas.vincular("r", 77, AHORA)
        unidad.confirmar()

    with almacen.unidad() as unidad:
        assert unidad.personas.vincular("r", 78, AHORA) is not None


def test_intentos_de_vinculacion_se_cuentan_por_hora(almacen: AlmacenSQL) -> None:
    """Cuentan los de la última hora de esa cuenta."""
    with almacen.unidad() as unidad:
        contados = [unidad.personas.anotar_intento(77, AHORA + n * UN_MINUTO) for n in range(3)]
        assert unidad.personas.anotar_intento(78, AHORA) == 1
        despues = unidad.personas.anotar_intento(77, AHORA + timedelta(minutes=61))

    assert contados == [1, 2, 3]
    assert despues == 2


def test_revocar_borra_borradores_e_invitaciones(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Una persona revocada no tiene cuenta, ni diálogo a medias, ni código que sirva."""
    persona = una_persona(almacen, entidad)
    with almacen.unidad() as unidad:
        unidad.borradores.guardar(Borrador(0, persona.id, 77, "avance", 1, "k", AHORA, AHORA))
        unidad.personas.invitar(persona.id, "otra", AHORA + UN_MINUTO, None)
        unidad.personas.revocar(persona.id)
        unidad.confirmar()

    with almacen.unidad() as unidad:
        assert unidad.personas.por_telegram(77) is None
        assert unidad.borradores.traer(persona.id, 77) is None
        assert unidad.personas.vincular("otra", 77, AHORA) is None
        assert unidad.personas.listar(entidad.id) == []


def test_revocada_se_puede_volver_a_invitar(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Vuelve la misma persona, con otra cuenta, y conserva lo que era suyo."""
    persona = una_persona(almacen, entidad)
    with almacen.unidad() as unidad:
        unidad.personas.revocar(persona.id)
        hallada = unidad.personas.por_nombre(entidad.id, persona.nombre)
        assert hallada is not None
        assert not hallada.activa
        vuelta = vincular(unidad, hallada, 78)
        unidad.confirmar()

    assert vuelta == replace(persona, telegram_id=78)


def test_alcance_se_marca_y_se_recupera(almacen: AlmacenSQL, entidad: Entidad) -> None:
    """Bloquear el bot deja a la persona inalcanzable hasta que lo vuelva a abrir."""
    una_persona(almacen, entidad)
    for inalcanzable in (True, False):
        with almacen.unidad() as unidad:
            unidad.personas.marcar_alcance(77, inalcanzable=inalcanzable)
            marcada = unidad.personas.por_telegram(77)
            unidad.confirmar()
        assert marcada is not None
        assert marcada.inalcanzable is inalcanzable
