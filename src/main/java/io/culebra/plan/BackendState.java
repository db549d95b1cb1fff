package io.culebra.plan;

import java.util.Map;

/**
 * What there is to say of a backend on this machine.
 *
 * @param name the backend's name
 * @param available whether it can be used
 * @param reason why not; empty where it can
 * @param remedy what the user can do; empty where nothing
 * @param facts versions, instruction sets, files, in order of interest; empty where it cannot
 */
public record BackendState(
    String name, boolean available, String reason, String remedy, Map<String, String> facts) {}
